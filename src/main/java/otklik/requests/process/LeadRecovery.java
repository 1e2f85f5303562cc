package otklik.requests.process;

import java.util.Date;
import otklik.engine.ProcessVariable;

/** Contract of processes/requests/lead-recovery.bpmn: every name that Java and the diagram share. */
final class LeadRecovery {
    static final String KEY = "lead-recovery";

    static final ProcessVariable<String> LOST_REASON = new ProcessVariable<>("lostReason", String.class);
    /** Whether the reason is worth another try: {@link #LEAVE} or not. */
    static final ProcessVariable<String> RECOVERY = new ProcessVariable<>("recovery", String.class);

    static final ProcessVariable<String> QUEUE = new ProcessVariable<>("queue", String.class);
    static final ProcessVariable<Boolean> STILL_LOST = new ProcessVariable<>("stillLost", Boolean.class);
    static final ProcessVariable<Boolean> ASKED_LATELY = new ProcessVariable<>("askedLately", Boolean.class);
    /** When who was not reached is called again. */
    static final ProcessVariable<Date> RETRY_AT = new ProcessVariable<>("retryAt", Date.class);

    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    static final ProcessVariable<String> COMMENT = new ProcessVariable<>("comment", String.class);

    static final String BRING_CLIENT_BACK = "userTask_bringClientBack";

    static final String CLIENT_CAME_BACK_MESSAGE = "clientCameBack";
    static final String CLIENT_CHOSEN_MESSAGE = "clientChosen";
    static final String TAKEN_OUT_MESSAGE = "takenOut";

    static final String LEAVE = "leave";

    private LeadRecovery() {}
}
