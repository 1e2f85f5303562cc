package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;

/** Step "Ask for the right number" of processes/calls/call-attempt.bpmn. */
@Component
class AskForNumber implements JavaDelegate {
    private final CallAttempts attempts;

    AskForNumber(CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        attempts.askForNumber(execution.getProcessBusinessKey());
    }
}
