package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.RequestStatus;
import otklik.requests.Requests;

/** Step "Close the silent request" of processes/requests/request-lifecycle.bpmn. */
@Component
class CloseSilentRequest implements JavaDelegate {
    private final Requests requests;

    CloseSilentRequest(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.close(execution.getProcessBusinessKey(), RequestStatus.CLOSED_SILENT, null, null);
        OUTCOME.set(execution, SILENT);
    }
}
