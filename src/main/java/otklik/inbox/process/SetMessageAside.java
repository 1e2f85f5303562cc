package otklik.inbox.process;

import static otklik.inbox.process.LeadHandling.*;

import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.inbox.MessageStatus;
import otklik.inbox.Messages;

/** Step "Set the message aside" of processes/inbox/lead-handling.bpmn. */
@Component
class SetMessageAside implements JavaDelegate {
    private final Messages messages;

    SetMessageAside(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var number = execution.getProcessBusinessKey();
        if (DECISION.find(execution).filter(SPAM::equals).isPresent()) {
            messages.callSpam(number);
        } else {
            var why = MessageStatus.valueOf(SORTING.from(execution).toUpperCase(Locale.ROOT));
            messages.hide(number, why, SPAM_RULE.find(execution).orElse(null));
        }
    }
}
