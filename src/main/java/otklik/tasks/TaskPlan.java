package otklik.tasks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to be asked to do.
 *
 * @param title 1 to 200 characters
 * @param description at most 4000 characters; may be blank
 * @param about business key of a case that the giver may see
 * @param responsible login of who is to do it; none to leave it to the queue
 * @param queue group of whom one takes it; none for that of the responsible
 * @param due must lie ahead
 * @param remindBefore none for no reminder; at most 30 days
 */
public record TaskPlan(
        String title,
        String description,
        @Nullable String about,
        @Nullable String responsible,
        @Nullable String queue,
        Instant due,
        @Nullable Duration remindBefore,
        boolean urgent) {

    TaskPlan at(@Nullable String newResponsible, Instant newDue) {
        return new TaskPlan(title, description, about, newResponsible, queue, newDue, remindBefore, urgent);
    }
}
