package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.staff.Activations;

/** Step "Withdraw the invitation" of processes/staff/employee-activation.bpmn. */
@Component
class WithdrawInvitation implements JavaDelegate {
    private final Activations activations;

    WithdrawInvitation(Activations activations) {
        this.activations = activations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activations.withdraw(EmployeeActivation.login(execution));
    }
}
