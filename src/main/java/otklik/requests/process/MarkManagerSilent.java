package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Mark: manager does not respond" of processes/requests/request-lifecycle.bpmn. */
@Component
class MarkManagerSilent implements JavaDelegate {
    private final Requests requests;

    MarkManagerSilent(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.markManagerSilent(execution.getProcessBusinessKey());
    }
}
