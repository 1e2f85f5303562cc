package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;

/** Step "The task stays" of processes/calls/call-attempt.bpmn: somebody has answered. */
@Component
class KeepTask implements JavaDelegate {
    private final CallAttempts attempts;

    KeepTask(CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        attempts.connected(execution.getProcessBusinessKey());
    }
}
