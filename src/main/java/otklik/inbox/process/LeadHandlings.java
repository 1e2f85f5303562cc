package otklik.inbox.process;

import static otklik.inbox.process.LeadHandling.KEY;
import static otklik.inbox.process.LeadHandling.MESSAGE_RESTORED_MESSAGE;

import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.inbox.MessageProcess;

/** The door to lead-handling. */
@Component
class LeadHandlings implements MessageProcess {
    private final Processes processes;

    LeadHandlings(Processes processes) {
        this.processes = processes;
    }

    @Override
    public String received(String number) {
        return processes.start(KEY, number);
    }

    @Override
    public boolean isRestorable(String number) {
        return processes.awaits(KEY, number, MESSAGE_RESTORED_MESSAGE);
    }

    @Override
    public void restored(String number) {
        processes.tell(KEY, number, MESSAGE_RESTORED_MESSAGE);
    }
}
