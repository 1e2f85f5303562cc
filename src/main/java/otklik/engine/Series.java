package otklik.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        return Date.from(read(rule).after(clock.instant()));
    }

    /**
     * The moment that stands to the round of now as the given one stood to the anchor, by the clock on the wall. However late the round is
     * begun, it is the same.
     */
    public Instant inThisRound(String rule, Instant ofAnchor) {
        return read(rule).inThisRound(clock.instant(), ofAnchor);
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
        Instant after(Instant now) {
            var round = latest(now);
            while (!moment(round).isAfter(now)) {
                round = round.plusDays(days);
            }
            return moment(round);
        }

        Instant inThisRound(Instant now, Instant ofAnchor) {
            var distance = Duration.between(anchor, ofAnchor.atZone(zone).toLocalDateTime());
            var round = latest(now);
            return moment((moment(round).isAfter(now) && round.isAfter(anchor) ? round.minusDays(days) : round)
                    .plus(distance));
        }

        /** The round of today or the nearest day before, whatever the hour; the anchor itself before it. */
        private LocalDateTime latest(Instant now) {
            var passed = ChronoUnit.DAYS.between(
                    anchor.toLocalDate(), now.atZone(zone).toLocalDate());
            return anchor.plusDays(Math.max(0, Math.floorDiv(passed, days)) * days);
        }

        private Instant moment(LocalDateTime wall) {
            return wall.atZone(zone).toInstant();
        }
    }
}
