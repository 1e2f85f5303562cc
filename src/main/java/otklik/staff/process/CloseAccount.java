package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Farewells;

/** Step "Close the account" of processes/staff/employee-farewell.bpmn. */
@Component
class CloseAccount implements JavaDelegate {
    private final Farewells farewells;

    CloseAccount(Farewells farewells) {
        this.farewells = farewells;
    }

    @Override
    public void execute(DelegateExecution execution) {
        farewells.close(execution.getProcessBusinessKey());
    }
}
