package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Activations;

/** Step "Send the letter with the link" of processes/staff/employee-activation.bpmn. */
@Component
class SendActivationLetter implements JavaDelegate {
    private final Activations activations;

    SendActivationLetter(Activations activations) {
        this.activations = activations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activations.sendLetter(EmployeeActivation.login(execution));
    }
}
