package otklik.calls.process;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.calls.RepairProcess;
import otklik.engine.Processes;

/** The door to complete-contact. */
@Component
class CompleteContactDoor implements RepairProcess {
    private final Processes processes;

    CompleteContactDoor(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void numberWanted(String number, @Nullable String responsible, String queue) {
        // Set also where nobody is responsible, since the diagram reads it.
        processes.start(
                CompleteContact.KEY,
                number,
                CompleteContact.RESPONSIBLE.to(responsible),
                CompleteContact.QUEUE.to(queue));
    }
}
