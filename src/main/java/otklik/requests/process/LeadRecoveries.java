package otklik.requests.process;

import static otklik.requests.process.LeadRecovery.CLIENT_CAME_BACK_MESSAGE;
import static otklik.requests.process.LeadRecovery.CLIENT_CHOSEN_MESSAGE;
import static otklik.requests.process.LeadRecovery.KEY;
import static otklik.requests.process.LeadRecovery.LOST_REASON;
import static otklik.requests.process.LeadRecovery.QUEUE;
import static otklik.requests.process.LeadRecovery.TAKEN_OUT_MESSAGE;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.requests.RecoveryProcess;

/** The door to lead-recovery. */
@Component
class LeadRecoveries implements RecoveryProcess {
    private final Processes processes;

    LeadRecoveries(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void lost(String number, @Nullable String lostReason, String queue) {
        processes.start(KEY, number, LOST_REASON.to(lostReason), QUEUE.to(queue));
    }

    @Override
    public void chosen(String caseKey, String queue) {
        processes.startBy(KEY, caseKey, CLIENT_CHOSEN_MESSAGE, QUEUE.to(queue));
    }

    @Override
    public void withdrawn(String caseKey) {
        if (processes.awaits(KEY, caseKey, TAKEN_OUT_MESSAGE)) {
            processes.tell(KEY, caseKey, TAKEN_OUT_MESSAGE);
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void clientCameBack(String number) {
        if (processes.awaits(KEY, number, CLIENT_CAME_BACK_MESSAGE)) {
            processes.tell(KEY, number, CLIENT_CAME_BACK_MESSAGE);
        }
    }
}
