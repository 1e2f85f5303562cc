package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.FirstMessageNotGranted;
import otklik.requests.Requests;

/** Step "Send the first message in the manager's name" of processes/requests/request-lifecycle.bpmn. */
@Component
class SendFirstMessage implements JavaDelegate {
    private final Requests requests;

    SendFirstMessage(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            requests.sendFirstMessage(execution.getProcessBusinessKey(), OPERATOR.from(execution));
        } catch (FirstMessageNotGranted refused) {
            throw new BpmnError(FIRST_MESSAGE_NOT_GRANTED, refused);
        }
    }
}
