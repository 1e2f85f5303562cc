package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Leave the request to the team" of processes/requests/request-lifecycle.bpmn. */
@Component
class LeaveToTeam implements JavaDelegate {
    private final Requests requests;

    LeaveToTeam(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.leaveToTeam(execution.getProcessBusinessKey(), QUEUE.from(execution));
        MANAGER.set(execution, null);
        MANAGER_ASSIGNED.set(execution, false);
    }
}
