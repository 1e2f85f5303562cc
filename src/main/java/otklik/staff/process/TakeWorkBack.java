package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Farewells;

/** Step "Take the work back" of processes/staff/employee-farewell.bpmn. */
@Component
class TakeWorkBack implements JavaDelegate {
    private final Farewells farewells;

    TakeWorkBack(Farewells farewells) {
        this.farewells = farewells;
    }

    @Override
    public void execute(DelegateExecution execution) {
        farewells.moveBack(execution.getProcessBusinessKey());
    }
}
