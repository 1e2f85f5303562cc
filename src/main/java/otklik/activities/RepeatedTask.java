package otklik.activities;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task that is given out again and again.
 *
 * @param number business key, {@code AS-3}
 * @param rule when, as {@link otklik.engine.Series} reads it
 * @param owner login of who began it: each round runs in his name
 * @param rounds how many times it was given out
 * @param lastBatch number of the last round's batch
 * @param next when the next round begins; none of a stopped one
 */
public record RepeatedTask(
        String number,
        ActivityTask task,
        String rule,
        String owner,
        boolean running,
        int rounds,
        @Nullable Instant lastRoundAt,
        @Nullable String lastBatch,
        Instant createdAt,
        @Nullable Instant next) {

    /** Every how many weeks it repeats. */
    public int weeks() {
        var period = java.time.Period.parse(rule.substring(rule.lastIndexOf(' ') + 1));
        return period.getDays() / 7;
    }
}
