package otklik.activities;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.customers.ClientHours;
import otklik.customers.Cycle;
import otklik.engine.Deadlines;
import otklik.engine.Decisions;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * The moments that are said quickly, such as "tomorrow morning", as processes/activities/follow-up.dmn counts them: within our working time,
 * and within the hours in which the client may be called, by the clock of the client's zone.
 */
@Component
public class FollowUps {
    /** Contract of processes/activities/follow-up.dmn. */
    private static final String TABLE = "follow-up";

    /** Our hours and the client's meet within a day, or never. */
    private static final int TRIED = 7;

    private final Decisions decisions;
    private final Deadlines deadlines;
    private final Parameters parameters;
    private final ClientHours hours;
    private final Cycle cycle;
    private final Clock clock;

    FollowUps(Decisions decisions, Deadlines deadlines, Parameters parameters, Cycle cycle, Clock clock) {
        this.decisions = decisions;
        this.deadlines = deadlines;
        this.parameters = parameters;
        this.hours = new ClientHours(parameters);
        this.cycle = cycle;
        this.clock = clock;
    }

    /**
     * When a follow-up of now is due.
     *
     * @param zone of the client; none where it is ours
     */
    public Instant due(FollowUp when, @Nullable ZoneId zone) {
        if (when == FollowUp.NONE) {
            throw new IllegalArgumentException("Nothing follows");
        }
        var answers = decisions.askAll(TABLE, Map.of("next", when.word()));
        var there = there(zone);
        var from = from(String.valueOf(answers.get("from")));
        return promised(
                from.atZone(there)
                        .plus(amount(String.valueOf(answers.get("after"))))
                        .toInstant(),
                there);
    }

    /** When who was not reached is called again, by the setting. */
    public Instant again(@Nullable ZoneId zone) {
        return promised(clock.instant().plus(parameters.duration(Parameter.RETRY_AFTER_NO_ANSWER)), there(zone));
    }

    /** The first moment from now on at which we work and the client may be called. */
    Instant soon(@Nullable ZoneId zone) {
        return promised(clock.instant(), there(zone));
    }

    private Instant from(String word) {
        var now = clock.instant();
        return switch (word) {
            case "now" -> now;
            case "nextOpening" -> deadlines.nextOpening(now);
            case "nextCycle" -> cycle.next();
            default ->
                throw new IllegalStateException(
                        "Table %s counts from %s: write now, nextOpening or nextCycle".formatted(TABLE, word));
        };
    }

    /** Days are days of the clock on the wall. */
    private static TemporalAmount amount(String text) {
        return text.contains("T") ? Duration.parse(text) : Period.parse(text);
    }

    private ZoneId there(@Nullable ZoneId zone) {
        return zone == null ? parameters.zone(Parameter.COMPANY_ZONE) : zone;
    }

    /** The first moment from this one on at which we work and the client may be called; where these never meet, the client's hours count. */
    private Instant promised(Instant at, ZoneId there) {
        var first = hours.opens(there, deadlines.working(at, Duration.ZERO));
        var moment = first;
        for (int tried = 0; tried < TRIED; tried++) {
            var open = deadlines.working(moment, Duration.ZERO);
            moment = hours.opens(there, open);
            if (moment.equals(open)) {
                return open;
            }
        }
        return first;
    }
}
