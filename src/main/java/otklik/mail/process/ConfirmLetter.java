package otklik.mail.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.mail.Outbox;

/** Takes the person's word that the letter arrived. */
@Component
class ConfirmLetter implements JavaDelegate {
    private final Outbox outbox;

    ConfirmLetter(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        outbox.confirm(execution.getProcessBusinessKey());
    }
}
