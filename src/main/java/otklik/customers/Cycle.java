package otklik.customers;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * The cycle in which each company is to hear of what is offered (S2.31, S2.44): so many weeks, counted from the first day of one of them by
 * the company's calendar.
 */
@Component
public class Cycle {
    private final Parameters parameters;
    private final Clock clock;

    Cycle(Parameters parameters, Clock clock) {
        this.parameters = parameters;
        this.clock = clock;
    }

    /** When the current cycle began: midnight of its first day in the company's zone. */
    public Instant start() {
        return start(0);
    }

    /** When the next one begins. */
    public Instant next() {
        return start(1);
    }

    private Instant start(int later) {
        var zone = parameters.zone(Parameter.COMPANY_ZONE);
        var anchor = parameters.day(Parameter.CAMPAIGN_ANCHOR);
        var weeks = parameters.number(Parameter.CAMPAIGN_PERIOD);
        var days = ChronoUnit.DAYS.between(anchor, clock.instant().atZone(zone).toLocalDate());
        var begun = Math.floorDiv(days, weeks * 7L) + later;
        return anchor.plusWeeks(begun * weeks).atStartOfDay(zone).toInstant();
    }
}
