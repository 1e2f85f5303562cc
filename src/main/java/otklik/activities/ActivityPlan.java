package otklik.activities;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planned with a company.
 *
 * @param title 1 to 200 characters
 * @param description at most 4000 characters; may be blank
 * @param responsible login of who is to do it; none to leave it to the queue
 * @param queue group of whom one takes it; none for that of the responsible
 * @param due must lie ahead
 * @param remindBefore none for no reminder; at most 30 days
 */
public record ActivityPlan(
        String company,
        @Nullable String person,
        ActivityKind kind,
        String title,
        String description,
        @Nullable String responsible,
        @Nullable String queue,
        Instant due,
        @Nullable Duration remindBefore,
        boolean urgent,
        @Nullable String batch,
        @Nullable String series) {

    /** The usual: for one person, with the usual reminder. */
    public static ActivityPlan of(String company, ActivityKind kind, String title, String responsible, Instant due) {
        return new ActivityPlan(
                company, null, kind, title, "", responsible, null, due, Activities.REMINDER, false, null, null);
    }

    public ActivityPlan with(@Nullable String newPerson) {
        return new ActivityPlan(
                company,
                newPerson,
                kind,
                title,
                description,
                responsible,
                queue,
                due,
                remindBefore,
                urgent,
                batch,
                series);
    }

    /** The same for this person at this moment. */
    ActivityPlan at(String login, Instant moment) {
        return new ActivityPlan(
                company,
                person,
                kind,
                title,
                description,
                login,
                login.equals(responsible) ? queue : null,
                moment,
                remindBefore,
                urgent,
                batch,
                series);
    }

    public ActivityPlan urgently() {
        return new ActivityPlan(
                company, person, kind, title, description, responsible, queue, due, remindBefore, true, batch, series);
    }
}
