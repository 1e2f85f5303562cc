package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Return the draft to the manager" of processes/requests/request-lifecycle.bpmn. */
@Component
class ReturnDraft implements JavaDelegate {
    private final Requests requests;

    ReturnDraft(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.returnDraft(execution.getProcessBusinessKey(), OPERATOR.from(execution));
    }
}
