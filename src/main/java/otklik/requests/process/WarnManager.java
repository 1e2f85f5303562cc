package otklik.requests.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Warn the manager" of processes/requests/request-lifecycle.bpmn. */
@Component
class WarnManager implements JavaDelegate {
    private final Requests requests;

    WarnManager(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.warnManager(execution.getProcessBusinessKey());
    }
}
