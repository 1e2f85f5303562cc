package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Record the split" of processes/requests/request-lifecycle.bpmn. */
@Component
class RecordSplit implements JavaDelegate {
    private final Requests requests;

    RecordSplit(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.recordSplit(execution.getProcessBusinessKey());
    }
}
