package otklik.tasks.process;

import java.util.Date;
import otklik.engine.ProcessVariable;

/** Contract of processes/tasks/assignment.bpmn: every name that Java and the diagram share. */
final class Assignment {
    static final String KEY = "assignment";

    /** Login of who is to do it; none while it lies in the queue. */
    static final ProcessVariable<String> RESPONSIBLE = new ProcessVariable<>("responsible", String.class);

    static final ProcessVariable<String> QUEUE = new ProcessVariable<>("queue", String.class);
    /** Whether it comes before other work. */
    static final ProcessVariable<Boolean> URGENT = new ProcessVariable<>("urgent", Boolean.class);

    static final ProcessVariable<Date> DUE_AT = new ProcessVariable<>("dueAt", Date.class);
    static final ProcessVariable<Boolean> REMINDER_WANTED = new ProcessVariable<>("reminderWanted", Boolean.class);
    static final ProcessVariable<Date> REMIND_AT = new ProcessVariable<>("remindAt", Date.class);
    /** Whether its responsible has begun. */
    static final ProcessVariable<Boolean> BEGUN = new ProcessVariable<>("begun", Boolean.class);

    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    static final ProcessVariable<String> COMMENT = new ProcessVariable<>("comment", String.class);
    static final ProcessVariable<String> REASON = new ProcessVariable<>("reason", String.class);
    static final ProcessVariable<String> NEW_DUE = new ProcessVariable<>("newDue", String.class);

    static final String ACCEPT_ASSIGNMENT = "userTask_acceptAssignment";
    static final String DO_ASSIGNMENT = "userTask_doAssignment";

    static final String CHANGED_MESSAGE = "changed";
    static final String WITHDRAWN_MESSAGE = "withdrawn";

    private Assignment() {}
}
