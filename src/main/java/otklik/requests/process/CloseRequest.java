package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.RequestStatus;
import otklik.requests.Requests;

/** Step "Close the request" of processes/requests/request-lifecycle.bpmn. */
@Component
class CloseRequest implements JavaDelegate {
    private final Requests requests;

    CloseRequest(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var outcome = DECISION.from(execution);
        var status = outcome.equals(WON) ? RequestStatus.WON : RequestStatus.LOST;
        requests.close(
                execution.getProcessBusinessKey(),
                status,
                outcome.equals(WON) ? null : LOST_REASON.find(execution).orElse(null),
                REASON.take(execution).orElse(null));
        OUTCOME.set(execution, outcome);
    }
}
