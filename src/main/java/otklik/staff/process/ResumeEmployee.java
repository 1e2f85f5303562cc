package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Farewells;

/** Step "Make the account active again" of processes/staff/employee-farewell.bpmn. */
@Component
class ResumeEmployee implements JavaDelegate {
    private final Farewells farewells;

    ResumeEmployee(Farewells farewells) {
        this.farewells = farewells;
    }

    @Override
    public void execute(DelegateExecution execution) {
        farewells.cancelled(execution.getProcessBusinessKey());
    }
}
