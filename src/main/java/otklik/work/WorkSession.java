package otklik.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The working day of a person, from its start to its end.
 *
 * @param since working or paused without a break
 * @param stateSince in pause, at the task in hand or without one
 * @param tab the window of the browser in which the work is done
 * @param task id of the task in hand
 * @param pauseReason id of a {@link WorkReasons.Reason}
 * @param closedToday how many issued tasks the person has finished today, by the company's day
 */
public record WorkSession(
        long id,
        String login,
        SessionState state,
        Instant started,
        Instant since,
        Instant stateSince,
        String tab,
        @Nullable String task,
        @Nullable String pauseReason,
        int closedToday) {}
