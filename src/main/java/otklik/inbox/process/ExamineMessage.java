package otklik.inbox.process;

import static otklik.inbox.process.LeadHandling.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.inbox.Messages;

/** Step "Examine the message" of processes/inbox/lead-handling.bpmn. */
@Component
class ExamineMessage implements JavaDelegate {
    private final Messages messages;

    ExamineMessage(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var marks = messages.examine(execution.getProcessBusinessKey());
        AUTOMATIC.set(execution, marks.automatic());
        SENDER_IS_TRUSTED.set(execution, marks.senderIsTrusted());
        SENDER_IS_SPAMMER.set(execution, marks.senderIsSpammer());
        REPEATED.set(execution, marks.repeated());
        SENDER.pass(execution, marks.traits().sender());
        DOMAIN.pass(execution, marks.traits().domain());
        WORDS.pass(execution, marks.traits().words());
        SOURCE.pass(execution, marks.traits().source());
    }
}
