package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Hand the request over" of processes/requests/request-lifecycle.bpmn. */
@Component
class HandOverRequest implements JavaDelegate {
    private final Requests requests;

    HandOverRequest(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var newManager = NEW_MANAGER.from(execution);
        requests.handOver(execution.getProcessBusinessKey(), newManager);
        MANAGER.set(execution, newManager);
        MANAGER_ASSIGNED.set(execution, true);
        QUEUE.set(execution, COMMON_STREAM);
    }
}
