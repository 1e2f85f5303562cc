package otklik.requests.process;

import static otklik.requests.process.LeadRecovery.ASKED_LATELY;
import static otklik.requests.process.LeadRecovery.STILL_LOST;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Recoveries;

/** Step "Check the client" of processes/requests/lead-recovery.bpmn. */
@Component
class CheckRecovery implements JavaDelegate {
    private final Recoveries recoveries;

    CheckRecovery(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var check = recoveries.check(execution.getProcessBusinessKey());
        STILL_LOST.set(execution, check.stillLost());
        ASKED_LATELY.set(execution, check.askedLately());
    }
}
