package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.requests.Recoveries;

/** Step "Open a new request" of processes/requests/lead-recovery.bpmn. */
@Component
class OpenFollowingRequest implements JavaDelegate {
    private final Recoveries recoveries;

    OpenFollowingRequest(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        recoveries.open(
                execution.getProcessBusinessKey(),
                CurrentStep.PERFORMER.find(execution).orElse(null));
    }
}
