package otklik.mail.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.mail.Outbox;

/** Queues the letter again, to the corrected address if the person gave one. */
@Component
class ResendLetter implements JavaDelegate {
    private final Outbox outbox;

    ResendLetter(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        outbox.resend(
                execution.getProcessBusinessKey(),
                UndeliveredLetter.ADDRESS.take(execution).orElse(null));
    }
}
