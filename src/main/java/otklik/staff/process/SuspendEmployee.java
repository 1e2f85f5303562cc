package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Farewells;

/** Step "Suspend the account" of processes/staff/employee-farewell.bpmn. */
@Component
class SuspendEmployee implements JavaDelegate {
    private final Farewells farewells;

    SuspendEmployee(Farewells farewells) {
        this.farewells = farewells;
    }

    @Override
    public void execute(DelegateExecution execution) {
        farewells.suspend(execution.getProcessBusinessKey());
    }
}
