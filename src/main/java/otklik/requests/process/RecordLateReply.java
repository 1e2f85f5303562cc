package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;

/** Step "Record the late reply" of processes/requests/request-lifecycle.bpmn. */
@Component
class RecordLateReply implements JavaDelegate {
    private final Requests requests;

    RecordLateReply(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var holder = requests.recordLateReply(execution.getProcessBusinessKey());
        MANAGER.set(execution, holder.manager());
        QUEUE.set(execution, holder.queue());
        REOPENINGS.set(execution, requests.reopenings(execution.getProcessBusinessKey()));
    }
}
