package otklik.activities.process;

import java.util.Date;
import otklik.engine.ProcessVariable;

/** Contract of processes/activities/planned-activity.bpmn: every name that Java and the diagram share. */
final class PlannedActivity {
    static final String KEY = "planned-activity";

    /** Login of who is to do it; none while it lies in the queue. */
    static final ProcessVariable<String> RESPONSIBLE = new ProcessVariable<>("responsible", String.class);

    static final ProcessVariable<String> QUEUE = new ProcessVariable<>("queue", String.class);
    /** Whether it comes before other work. */
    static final ProcessVariable<Boolean> URGENT = new ProcessVariable<>("urgent", Boolean.class);

    static final ProcessVariable<Date> DUE_AT = new ProcessVariable<>("dueAt", Date.class);
    /** Before when nobody is given it: a call or a meeting is at its moment; none where it may be done at once. */
    static final ProcessVariable<Date> NOT_BEFORE = new ProcessVariable<>("notBefore", Date.class);

    static final ProcessVariable<Boolean> REMINDER_WANTED = new ProcessVariable<>("reminderWanted", Boolean.class);
    static final ProcessVariable<Date> REMIND_AT = new ProcessVariable<>("remindAt", Date.class);

    static final ProcessVariable<String> OUTCOME = new ProcessVariable<>("outcome", String.class);
    static final ProcessVariable<String> RESULT = new ProcessVariable<>("result", String.class);
    static final ProcessVariable<String> NEXT = new ProcessVariable<>("next", String.class);
    static final ProcessVariable<String> NEXT_TITLE = new ProcessVariable<>("nextTitle", String.class);

    static final String CLOSE_ACTIVITY = "userTask_closeActivity";

    static final String REPLANNED_MESSAGE = "replanned";
    static final String CANCELLED_MESSAGE = "cancelled";

    private PlannedActivity() {}
}
