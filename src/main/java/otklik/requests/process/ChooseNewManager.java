package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.NEW_MANAGER;
import static otklik.requests.process.RequestLifecycle.REPLACEMENT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Choose a new manager" of processes/requests/request-lifecycle.bpmn. */
@Component
class ChooseNewManager implements JavaDelegate {
    private final Requests requests;

    ChooseNewManager(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var replacement = REPLACEMENT.from(execution);
        requests.reassignedByRule(execution.getProcessBusinessKey(), replacement);
        NEW_MANAGER.set(execution, replacement);
    }
}
