package otklik.inbox.process;

import static otklik.inbox.process.LeadHandling.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.inbox.Messages;

/** Step "Open a request" of processes/inbox/lead-handling.bpmn. */
@Component
class OpenRequest implements JavaDelegate {
    private final Messages messages;

    OpenRequest(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var manager = MANAGER.find(execution).orElse(null);
        var queue = QUEUE.find(execution).orElse(null);
        var firstMessage = FIRST_MESSAGE.take(execution).orElse(null);
        messages.openRequest(execution.getProcessBusinessKey(), manager, queue, firstMessage);
    }
}
