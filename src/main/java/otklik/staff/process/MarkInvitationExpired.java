package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Activations;

/** Step "Mark: link expired" of processes/staff/employee-activation.bpmn. */
@Component
class MarkInvitationExpired implements JavaDelegate {
    private final Activations activations;

    MarkInvitationExpired(Activations activations) {
        this.activations = activations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activations.markExpired(EmployeeActivation.login(execution));
    }
}
