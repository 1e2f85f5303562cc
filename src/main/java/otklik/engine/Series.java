package otklik.engine;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.springframework.stereotype.Component;

/**
 * The rounds of what repeats, for diagrams: {@code ${series.next(rule)}}. A rule is an anchor of the clock on the wall, its zone and a
 * period in weeks or days: {@code 2026-11-24T09:00 Europe/Moscow P2W}. Each round keeps the time of the anchor whatever the zone does with
 * its clocks; rounds that nobody was there to begin are left out.
 */
@Component("series")
public class Series {
    private final Clock clock;

    Series(Clock clock) {
        this.clock = clock;
    }

    /** The rule that begins with this moment. */
    public static String rule(LocalDateTime anchor, ZoneId zone, Period every) {
        return "%s %s %s".formatted(anchor.truncatedTo(ChronoUnit.MINUTES), zone, every);
    }

    /** The first round after now; the anchor itself counts as one. */
    public Date next(String rule) {
        return Date.from(read(rule).after(clock));
    }

    private static Rule read(String text) {
        var parts = text.split(" ");
        try {
            var rule = new Rule(
                    LocalDateTime.parse(parts[0]),
                    ZoneId.of(parts[1]),
                    Period.parse(parts[2]).getDays());
            if (rule.days() > 0) {
                return rule;
            }
        } catch (DateTimeParseException | ArrayIndexOutOfBoundsException unreadable) {
            throw new IllegalArgumentException("No rule of a series: " + text, unreadable);
        }
        throw new IllegalArgumentException("A series needs a period of days or weeks: " + text);
    }

    private record Rule(LocalDateTime anchor, ZoneId zone, int days) {
        java.time.Instant after(Clock clock) {
            var now = clock.instant();
            var passed = ChronoUnit.DAYS.between(
                    anchor.toLocalDate(), now.atZone(zone).toLocalDate());
            var round = anchor.plusDays(Math.max(0, Math.floorDiv(passed, days)) * days);
            while (!round.atZone(zone).toInstant().isAfter(now)) {
                round = round.plusDays(days);
            }
            return round.atZone(zone).toInstant();
        }
    }
}
