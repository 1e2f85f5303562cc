package otklik.mailings.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.mailings.AddressRepairs;

/** Notes that nobody knows a right address. */
@Component
class GiveAddressUp implements JavaDelegate {
    private final AddressRepairs repairs;

    GiveAddressUp(AddressRepairs repairs) {
        this.repairs = repairs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        repairs.giveUp(execution.getProcessBusinessKey());
    }
}
