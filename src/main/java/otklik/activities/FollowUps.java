package otklik.activities;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.customers.Cycle;
import otklik.engine.Deadlines;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * The moments that are said quickly, such as "tomorrow morning": within our working time, and not before the hour from which the client may
 * be called, by the clock of the client's zone.
 */
@Component
public class FollowUps {
    private static final int TWO = 2;

    private final Deadlines deadlines;
    private final Parameters parameters;
    private final Cycle cycle;
    private final Clock clock;

    FollowUps(Deadlines deadlines, Parameters parameters, Cycle cycle, Clock clock) {
        this.deadlines = deadlines;
        this.parameters = parameters;
        this.cycle = cycle;
        this.clock = clock;
    }

    /**
     * When a follow-up of now is due.
     *
     * @param zone of the client; none where it is ours
     */
    public Instant due(FollowUp when, @Nullable ZoneId zone) {
        var now = clock.instant();
        var there = zone == null ? parameters.zone(Parameter.COMPANY_ZONE) : zone;
        return switch (when) {
            case NONE -> throw new IllegalArgumentException("Nothing follows");
            case IN_TWO_HOURS -> now.plus(Duration.ofHours(TWO));
            case TOMORROW_MORNING -> awake(deadlines.nextOpening(now), there);
            case IN_TWO_DAYS ->
                awake(deadlines.working(now.atZone(there).plusDays(TWO).toInstant(), Duration.ZERO), there);
            case NEXT_CYCLE -> awake(deadlines.working(cycle.next(), Duration.ZERO), there);
        };
    }

    /** Not before the client may be called; later on the day it is our own time that counts. */
    private Instant awake(Instant at, ZoneId there) {
        var from = at.atZone(there)
                .with(parameters.time(Parameter.CALL_WINDOW_FROM))
                .toInstant();
        return at.isBefore(from) ? from : at;
    }
}
