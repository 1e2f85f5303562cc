package otklik.calls.process;

import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;
import otklik.telephony.CallCause;

/** Steps "Note: …" of processes/calls/call-attempt.bpmn: writes down how the call ended, and what the ladder has to know of it. */
@Component
class RecordOutcome implements JavaDelegate {
    private final CallAttempts attempts;

    RecordOutcome(CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        // Nobody has told anything where the safety timer of the diagram brought us here.
        var cause = CallAttempt.CAUSE.find(execution).orElse(CallAttempt.PROVIDER_SILENT);
        var outcome = attempts.ended(execution.getProcessBusinessKey(), CallCause.valueOf(cause));
        CallAttempt.CAUSE.set(execution, cause);
        CallAttempt.ATTEMPT_OF_DAY.set(execution, outcome.attemptOfDay());
        CallAttempt.ATTEMPTS_LEFT_TODAY.set(execution, outcome.attemptsLeftToday());
        CallAttempt.ATTEMPTS_LEFT.set(execution, outcome.attemptsLeft());
        CallAttempt.HALF_OF_DAY.set(execution, outcome.halfOfDay().name().toLowerCase(Locale.ROOT));
    }
}
