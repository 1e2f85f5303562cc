package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Activations;

/** Step "Mark: letter not delivered" of processes/staff/employee-activation.bpmn. */
@Component
class MarkLetterUndelivered implements JavaDelegate {
    private final Activations activations;

    MarkLetterUndelivered(Activations activations) {
        this.activations = activations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activations.markUndelivered(EmployeeActivation.login(execution));
    }
}
