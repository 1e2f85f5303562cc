package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.ContactRepairs;

/** Step "Note: there is no number" of processes/calls/complete-contact.bpmn. */
@Component
class GiveContactUp implements JavaDelegate {
    private final ContactRepairs repairs;

    GiveContactUp(ContactRepairs repairs) {
        this.repairs = repairs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        repairs.giveUp(execution.getProcessBusinessKey());
    }
}
