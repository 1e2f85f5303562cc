package otklik.activities;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Something planned or done with a company.
 *
 * @param number business key, {@code A-12}
 * @param company number of the company
 * @param companyManager login of the company's personal manager
 * @param person number of the person of the company it is done with
 * @param zone where the company is, in which the moment is shown; none where it is ours
 * @param outcome what came of it; none while it is planned
 * @param responsible login of who is to do it; none while it lies in the queue
 * @param queue the group whose work it is
 * @param due of a done one, when it was done or should have been
 * @param remindBefore how long before it is due its responsible is reminded; none for no reminder
 * @param urgent whether it comes before other work
 * @param result what came of it, in words; empty while it is planned
 * @param createdBy login, or {@code otklik}
 * @param batch number of the batch that planned it
 * @param series number of the series that planned it
 */
public record Activity(
        long id,
        String number,
        String company,
        String companyName,
        @Nullable ZoneId zone,
        @Nullable String companyResponsible,
        @Nullable String companyManager,
        @Nullable String person,
        ActivityKind kind,
        String title,
        String description,
        ActivityState state,
        @Nullable ActivityOutcome outcome,
        @Nullable String responsible,
        String queue,
        Instant due,
        @Nullable Duration remindBefore,
        boolean urgent,
        String result,
        Instant createdAt,
        String createdBy,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String batch,
        @Nullable String series) {

    /** Whether its responsible is told before it is due; at that moment he is told anyhow. */
    public boolean isReminderWanted() {
        return remindBefore != null && !remindBefore.isZero();
    }

    public boolean isPlanned() {
        return state == ActivityState.PLANNED;
    }
}
