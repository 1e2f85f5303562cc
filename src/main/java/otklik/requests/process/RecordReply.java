package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Record the reply" of processes/requests/request-lifecycle.bpmn. */
@Component
class RecordReply implements JavaDelegate {
    private final Requests requests;

    RecordReply(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.recordReply(execution.getProcessBusinessKey());
        CLIENT_REPLIED.set(execution, true);
    }
}
