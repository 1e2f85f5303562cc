package otklik.requests.process;

import static otklik.requests.process.LeadRecovery.RETRY_AT;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Recoveries;

/** Step "Plan another try" of processes/requests/lead-recovery.bpmn: when the dialler has said, else after the usual time. */
@Component
class PlanAnotherTry implements JavaDelegate {
    private final Recoveries recoveries;

    PlanAnotherTry(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var said = RETRY_AT.take(execution);
        RETRY_AT.set(
                execution, said.orElseGet(() -> Date.from(recoveries.callAgainAt(execution.getProcessBusinessKey()))));
    }
}
