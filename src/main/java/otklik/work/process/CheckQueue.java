package otklik.work.process;

import static otklik.work.process.EmptyQueue.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.work.EmptyQueues;

/** Step "Look whether the queue has people" of processes/work/empty-queue.bpmn. */
@Component
class CheckQueue implements JavaDelegate {
    private final EmptyQueues queues;

    CheckQueue(EmptyQueues queues) {
        this.queues = queues;
    }

    @Override
    public void execute(DelegateExecution execution) {
        QUEUE_SERVED.set(execution, queues.isServed(execution.getProcessBusinessKey()));
        SUPERVISORS.set(execution, queues.supervisors());
    }
}
