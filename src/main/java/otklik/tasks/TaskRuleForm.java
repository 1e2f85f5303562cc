package otklik.tasks;

import org.jspecify.annotations.Nullable;

/**
 * What people write of a rule.
 *
 * @param processKey id of the diagram in which it happens
 * @param node id of the event in it
 * @param title of the assignment, 1 to 200 characters
 * @param description of the assignment, at most 4000 characters; may be blank
 * @param toPerformer whether it is for who finished the last step of the case; where nobody did, for the others named here
 * @param responsible login of who is to do it; none to leave it to the queue
 * @param queue group of whom one takes it; needed where nobody is named
 * @param within how many units of time there are to do it, 1 to 999
 * @param unit of time
 * @param urgent whether the assignment comes before other work
 */
public record TaskRuleForm(
        String processKey,
        String node,
        String title,
        String description,
        boolean toPerformer,
        @Nullable String responsible,
        @Nullable String queue,
        int within,
        Unit unit,
        boolean urgent) {

    /** How the time for an assignment is counted. */
    public enum Unit {
        /** Nights, weekends and holidays do not count. */
        WORKING_HOURS,
        DAYS
    }
}
