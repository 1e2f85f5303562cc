package otklik.customers.process;

import static otklik.customers.process.CompanyDeletion.KEY;
import static otklik.customers.process.CompanyDeletion.WISH_WITHDRAWN_MESSAGE;

import org.springframework.stereotype.Component;
import otklik.customers.DeletionProcess;
import otklik.engine.Processes;

/** The door to company-deletion. */
@Component
class Deletions implements DeletionProcess {
    private final Processes processes;

    Deletions(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void wanted(String deletion) {
        processes.start(KEY, deletion);
    }

    @Override
    public void withdrawn(String deletion) {
        // An administrator may have ended the process in Cockpit: then nobody waits to be told.
        if (processes.awaits(KEY, deletion, WISH_WITHDRAWN_MESSAGE)) {
            processes.tell(KEY, deletion, WISH_WITHDRAWN_MESSAGE);
        }
    }
}
