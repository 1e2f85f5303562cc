package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Dismiss the late reply" of processes/requests/request-lifecycle.bpmn. */
@Component
class DismissLateReply implements JavaDelegate {
    private final Requests requests;

    DismissLateReply(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.dismissLateReply(execution.getProcessBusinessKey());
    }
}
