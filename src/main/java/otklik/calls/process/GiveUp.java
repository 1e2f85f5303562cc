package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;

/** Step "Give the client a rest" of processes/calls/call-attempt.bpmn. */
@Component
class GiveUp implements JavaDelegate {
    private final CallAttempts attempts;

    GiveUp(CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        attempts.giveUp(execution.getProcessBusinessKey());
    }
}
