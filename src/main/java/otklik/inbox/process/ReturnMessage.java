package otklik.inbox.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.inbox.Messages;

/** Step "Return the message to the list" of processes/inbox/lead-handling.bpmn. */
@Component
class ReturnMessage implements JavaDelegate {
    private final Messages messages;

    ReturnMessage(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void execute(DelegateExecution execution) {
        messages.putBack(execution.getProcessBusinessKey());
    }
}
