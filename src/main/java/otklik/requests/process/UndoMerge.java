package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.CLIENT_AWAITED;
import static otklik.requests.process.RequestLifecycle.CLIENT_REPLIED;
import static otklik.requests.process.RequestLifecycle.FIRST_MESSAGE_WRITTEN;
import static otklik.requests.process.RequestLifecycle.MANAGER;
import static otklik.requests.process.RequestLifecycle.MANAGER_ASSIGNED;
import static otklik.requests.process.RequestLifecycle.QUEUE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Undo the merge" of processes/requests/request-lifecycle.bpmn. */
@Component
class UndoMerge implements JavaDelegate {
    private final Requests requests;

    UndoMerge(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var restored = requests.undoMerge(execution.getProcessBusinessKey(), CLIENT_REPLIED.from(execution));
        var holder = restored.holder();
        MANAGER.set(execution, holder.manager());
        MANAGER_ASSIGNED.set(execution, holder.manager() != null);
        QUEUE.set(execution, holder.queue());
        CLIENT_AWAITED.set(execution, restored.clientAwaited());
        FIRST_MESSAGE_WRITTEN.set(execution, false);
    }
}
