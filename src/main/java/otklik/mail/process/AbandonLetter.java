package otklik.mail.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.mail.Outbox;

/** Gives the letter up. */
@Component
class AbandonLetter implements JavaDelegate {
    private final Outbox outbox;

    AbandonLetter(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        outbox.abandon(execution.getProcessBusinessKey());
    }
}
