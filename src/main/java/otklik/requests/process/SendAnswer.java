package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.requests.Requests;

/** Step "Send the answer" of processes/requests/request-lifecycle.bpmn. */
@Component
class SendAnswer implements JavaDelegate {
    private final Requests requests;

    SendAnswer(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var performer = CurrentStep.PERFORMER.find(execution).orElse(null);
        requests.sendAnswer(
                execution.getProcessBusinessKey(),
                performer,
                TEXT.take(execution).orElse(""));
    }
}
