package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Send a chaser" of processes/requests/request-lifecycle.bpmn. */
@Component
class SendChaser implements JavaDelegate {
    private final Requests requests;

    SendChaser(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.sendChaser(execution.getProcessBusinessKey());
    }
}
