package otklik.calls.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;

/** Step "Order the call" of processes/calls/call-attempt.bpmn. */
@Component
class OrderCall implements JavaDelegate {
    private final CallAttempts attempts;

    OrderCall(CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        attempts.order(execution.getProcessBusinessKey());
    }
}
