package otklik.requests.process;

import static otklik.requests.process.LeadRecovery.COMMENT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Recoveries;

/** Step "Note the refusal" of processes/requests/lead-recovery.bpmn. */
@Component
class NoteRefusal implements JavaDelegate {
    private final Recoveries recoveries;

    NoteRefusal(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        recoveries.refuse(
                execution.getProcessBusinessKey(), COMMENT.take(execution).orElse(null));
    }
}
