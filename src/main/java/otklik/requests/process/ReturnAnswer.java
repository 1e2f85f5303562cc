package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.CLIENT_REPLIED;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Return the answer" of processes/requests/request-lifecycle.bpmn. */
@Component
class ReturnAnswer implements JavaDelegate {
    private final Requests requests;

    ReturnAnswer(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.returnAnswer(execution.getProcessBusinessKey(), CLIENT_REPLIED.from(execution));
    }
}
