package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;

/** Step "Close the task, plan another" of processes/calls/call-attempt.bpmn. */
@Component
class PlanRetry implements JavaDelegate {
    private final CallAttempts attempts;

    PlanRetry(CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        attempts.planRetry(execution.getProcessBusinessKey(), CallAttempt.RETRY.from(execution));
    }
}
