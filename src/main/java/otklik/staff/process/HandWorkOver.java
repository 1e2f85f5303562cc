package otklik.staff.process;

import static otklik.staff.process.EmployeeFarewell.*;

import java.util.LinkedHashMap;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Farewells;
import otklik.staff.TargetsDoNotFit;

/** Step "Hand the work over" of processes/staff/employee-farewell.bpmn. Reads whatever fields its form has, two for each kind of work. */
@Component
class HandWorkOver implements JavaDelegate {
    private final Farewells farewells;

    HandWorkOver(Farewells farewells) {
        this.farewells = farewells;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var answers = new LinkedHashMap<String, String>();
        execution.getVariables().forEach((name, value) -> answers.put(name, String.valueOf(value)));
        try {
            farewells.handOver(execution.getProcessBusinessKey(), answers);
        } catch (TargetsDoNotFit refused) {
            throw new BpmnError(TARGETS_DO_NOT_FIT, refused);
        }
    }
}
