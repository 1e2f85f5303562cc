package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Activations;

/** Step "Correct the address" of processes/staff/employee-activation.bpmn. */
@Component
class CorrectInvitedAddress implements JavaDelegate {
    private final Activations activations;

    CorrectInvitedAddress(Activations activations) {
        this.activations = activations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activations.correct(
                EmployeeActivation.login(execution),
                EmployeeActivation.ADDRESS.take(execution).orElse(""));
    }
}
