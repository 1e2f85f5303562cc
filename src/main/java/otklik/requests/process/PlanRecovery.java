package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Recoveries;

/** Step "Plan to bring the client back" of processes/requests/request-lifecycle.bpmn. */
@Component
class PlanRecovery implements JavaDelegate {
    private final Recoveries recoveries;

    PlanRecovery(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        recoveries.plan(execution.getProcessBusinessKey());
    }
}
