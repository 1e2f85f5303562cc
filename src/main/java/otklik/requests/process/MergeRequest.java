package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Merge the request" of processes/requests/request-lifecycle.bpmn. */
@Component
class MergeRequest implements JavaDelegate {
    private final Requests requests;

    MergeRequest(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.markMerged(execution.getProcessBusinessKey());
    }
}
