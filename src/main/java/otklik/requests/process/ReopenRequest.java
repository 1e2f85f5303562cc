package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Reopen the request" of processes/requests/request-lifecycle.bpmn. */
@Component
class ReopenRequest implements JavaDelegate {
    private final Requests requests;

    ReopenRequest(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var holder = requests.reopen(execution.getProcessBusinessKey());
        MANAGER.set(execution, holder.manager());
        MANAGER_ASSIGNED.set(execution, holder.manager() != null);
        QUEUE.set(execution, holder.queue());
        CLIENT_AWAITED.set(execution, false);
        CLIENT_REPLIED.set(execution, true);
        FIRST_MESSAGE_WRITTEN.set(execution, false);
    }
}
