package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.ContactRepairs;

/** Step "Put the number into the card" of processes/calls/complete-contact.bpmn. */
@Component
class RecordNumber implements JavaDelegate {
    private final ContactRepairs repairs;

    RecordNumber(ContactRepairs repairs) {
        this.repairs = repairs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        repairs.complete(
                execution.getProcessBusinessKey(),
                CompleteContact.PHONE.take(execution).orElse(""));
    }
}
