package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;

/** Step "Ask the person" of processes/calls/call-attempt.bpmn: whether he is talking, since the provider says nothing. */
@Component
class AskThePerson implements JavaDelegate {
    private final CallAttempts attempts;

    AskThePerson(CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        attempts.ask(execution.getProcessBusinessKey());
    }
}
