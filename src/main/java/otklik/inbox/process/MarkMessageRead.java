package otklik.inbox.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.inbox.MessageStatus;
import otklik.inbox.Messages;

/** Step "Mark as read" of processes/inbox/lead-handling.bpmn. */
@Component
class MarkMessageRead implements JavaDelegate {
    private final Messages messages;

    MarkMessageRead(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void execute(DelegateExecution execution) {
        messages.decide(execution.getProcessBusinessKey(), MessageStatus.READ);
    }
}
