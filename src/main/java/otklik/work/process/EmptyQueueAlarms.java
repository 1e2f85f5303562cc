package otklik.work.process;

import static otklik.work.process.EmptyQueue.*;

import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.work.EmptyQueueProcess;

/** The door to empty-queue. */
@Component
class EmptyQueueAlarms implements EmptyQueueProcess {
    private final Processes processes;

    EmptyQueueAlarms(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void queueEmptied(String number, String supervisors) {
        processes.start(KEY, number, SUPERVISORS.to(supervisors), QUEUE_SERVED.to(false));
    }

    @Override
    public void queueServed(String number) {
        processes.tell(KEY, number, QUEUE_SERVED_MESSAGE);
    }
}
