package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.requests.Requests;

/** Step "Assign the manager" of processes/requests/request-lifecycle.bpmn. */
@Component
class AssignManager implements JavaDelegate {
    private final Requests requests;

    AssignManager(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var manager = CurrentStep.PERFORMER.from(execution);
        requests.take(execution.getProcessBusinessKey(), manager);
        MANAGER.set(execution, manager);
        MANAGER_ASSIGNED.set(execution, true);
    }
}
