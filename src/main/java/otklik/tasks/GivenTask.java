package otklik.tasks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An assignment.
 *
 * @param number business key, {@code T-90}
 * @param title 1 to 200 characters
 * @param about business key of the case it is about, such as {@code K-7} or {@code R-17}; none where it is about nothing in particular
 * @param giver login of who gave it, or {@code otklik} where a rule did
 * @param responsible login of who is to do it; none while it lies in the queue
 * @param queue the group whose work it is
 * @param remindBefore how long before it is due its responsible is reminded; none for no reminder
 * @param urgent whether it comes before other work
 * @param result what came of it, or why it was declined or withdrawn; empty while it is open
 * @param rule number of the rule that gave it
 */
public record GivenTask(
        long id,
        String number,
        String title,
        String description,
        @Nullable String about,
        String giver,
        @Nullable String responsible,
        String queue,
        TaskState state,
        Instant due,
        @Nullable Duration remindBefore,
        boolean urgent,
        String result,
        @Nullable String rule,
        Instant createdAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy) {

    public boolean isOpen() {
        return state.isOpen();
    }

    public boolean isReminderWanted() {
        return remindBefore != null && !remindBefore.isZero();
    }

    /** When its responsible is reminded. */
    public Instant remindAt() {
        return remindBefore == null ? due : due.minus(remindBefore);
    }
}
