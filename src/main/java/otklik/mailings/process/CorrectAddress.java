package otklik.mailings.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.mailings.AddressRepairs;

/** Puts the right address into the cards. */
@Component
class CorrectAddress implements JavaDelegate {
    private final AddressRepairs repairs;

    CorrectAddress(AddressRepairs repairs) {
        this.repairs = repairs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        repairs.correct(
                execution.getProcessBusinessKey(),
                AddressRepair.ADDRESS.take(execution).orElse(""),
                AddressRepair.SEND_AGAIN.find(execution).orElse(false));
    }
}
