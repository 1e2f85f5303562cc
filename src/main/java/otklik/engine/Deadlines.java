package otklik.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/**
 * Working time for diagrams: {@code ${deadlines.working('PT4H')}} is the moment when four working hours will have passed by the
 * company's calendar: its zone, working days and hours (settings {@code otklik.working-time}) and the exceptions of the table
 * {@code calendar_day} (public holidays, moved working days).
 */
@Component("deadlines")
public class Deadlines {
    /** No deadline lies further away than this; it ends the search in a calendar without a working day. */
    private static final int HORIZON_DAYS = 3660;

    private final Settings.WorkingTime time;
    private final JdbcClient jdbc;
    private final Clock clock;

    Deadlines(Settings settings, JdbcClient jdbc, Clock clock) {
        this.time = settings.workingTime();
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The moment after so much working time from now.
     *
     * @param duration ISO-8601, such as {@code PT4H}; positive
     */
    public Date working(String duration) {
        return Date.from(working(clock.instant(), Duration.parse(duration)));
    }

    /** The moment after so much working time from the given one; a deadline at closing time falls on that day, not on the next. */
    public Instant working(Instant from, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A deadline needs a positive duration, not " + duration);
        }
        var start = from.atZone(time.zone());
        var exceptions = exceptions(start.toLocalDate());
        var left = duration;
        for (var day = start.toLocalDate();
                day.isBefore(start.toLocalDate().plusDays(HORIZON_DAYS));
                day = day.plusDays(1)) {
            if (!isWorking(day, exceptions)) {
                continue;
            }
            var opens = later(day.atTime(time.from()).atZone(time.zone()), start);
            var closes = day.atTime(time.until()).atZone(time.zone());
            var today = Duration.between(opens, closes);
            if (today.isNegative() || today.isZero()) {
                continue;
            }
            if (today.compareTo(left) >= 0) {
                return opens.plus(left).toInstant();
            }
            left = left.minus(today);
        }
        throw new IllegalStateException("The calendar has no working day within ten years after " + from);
    }

    /** The working time between two moments; zero where the second is not later. */
    public Duration workingBetween(Instant from, Instant until) {
        var start = from.atZone(time.zone());
        var end = until.atZone(time.zone());
        var exceptions = exceptions(start.toLocalDate());
        var sum = Duration.ZERO;
        for (var day = start.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
            if (isWorking(day, exceptions)) {
                var opens = later(day.atTime(time.from()).atZone(time.zone()), start);
                var closes = day.atTime(time.until()).atZone(time.zone());
                var part = Duration.between(opens, closes.isBefore(end) ? closes : end);
                sum = part.isNegative() ? sum : sum.plus(part);
            }
        }
        return sum;
    }

    private boolean isWorking(LocalDate day, Map<LocalDate, Boolean> exceptions) {
        return exceptions.getOrDefault(day, time.days().contains(day.getDayOfWeek()));
    }

    private Map<LocalDate, Boolean> exceptions(LocalDate from) {
        return jdbc.sql("select calendar_date, working from calendar_day where calendar_date >= ?")
                .param(from)
                .query(rows -> {
                    var days = new java.util.HashMap<LocalDate, Boolean>();
                    while (rows.next()) {
                        days.put(rows.getObject("calendar_date", LocalDate.class), rows.getBoolean("working"));
                    }
                    return days;
                });
    }

    private static ZonedDateTime later(ZonedDateTime one, ZonedDateTime other) {
        return one.isAfter(other) ? one : other;
    }
}
