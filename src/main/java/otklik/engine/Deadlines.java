package otklik.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameter.Type;
import otklik.kernel.Parameters;

/**
 * Moments for diagrams, counted from now: {@code ${deadlines.working('managerReplyLimit')}} by the company's working time,
 * {@code ${deadlines.after('clientChaserAfter')}} by the clock on the wall, and
 * {@code ${deadlines.workingFrom(dueAt, 'activityOverdueHead')}} from another moment. What is named is a setting of the company ({@link Parameter}),
 * or a duration in ISO-8601 such as {@code PT4H}. Working time follows the settings of zone, days and hours, and the exceptions of the
 * calendar (public holidays, moved working days). A timer that runs keeps the moment it was given.
 */
@Component("deadlines")
public class Deadlines {
    /** No deadline lies further away than this; it ends the search in a calendar without a working day. */
    private static final int HORIZON_DAYS = 3660;

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private final Parameters parameters;
    private final CompanyCalendar calendar;
    private final Clock clock;

    Deadlines(Parameters parameters, CompanyCalendar calendar, Clock clock) {
        this.parameters = parameters;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * The moment after so much working time from now.
     *
     * @param limit name of a setting in working time, or a positive duration
     */
    public Date working(String limit) {
        return Date.from(working(clock.instant(), duration(limit, Type.WORKING_TIME)));
    }

    /**
     * The moment after so much working time from another one.
     *
     * @param from a variable of the diagram
     * @param limit as in {@link #working(String)}
     */
    public Date workingFrom(Date from, String limit) {
        return Date.from(working(from.toInstant(), duration(limit, Type.WORKING_TIME)));
    }

    /**
     * The moment when a share of a limit in working time will have passed, for a warning before its end.
     *
     * @param limit as in {@link #working(String)}
     * @param share name of a setting in percent, or a number such as {@code 50}
     */
    public Date share(String limit, String share) {
        var percent = Parameter.ofKey(share).map(parameters::percent).orElseGet(() -> new BigDecimal(share));
        var part = BigDecimal.valueOf(duration(limit, Type.WORKING_TIME).toMillis())
                .multiply(percent)
                .divide(WHOLE, RoundingMode.HALF_UP);
        return Date.from(working(clock.instant(), Duration.ofMillis(part.longValueExact())));
    }

    /**
     * The moment after so much plain time from now, nights and weekends included.
     *
     * @param span name of a setting that is a duration, or a positive duration
     */
    public Date after(String span) {
        return Date.from(clock.instant().plus(positive(duration(span, Type.DURATION))));
    }

    /** A setting in working time does not serve for plain time, nor the other way round: it would mean something else than it says. */
    private Duration duration(String name, Type type) {
        var parameter = Parameter.ofKey(name);
        if (parameter.isEmpty()) {
            return Duration.parse(name);
        }
        if (parameter.get().type() != type) {
            throw new IllegalArgumentException("Setting %s is no %s".formatted(name, type.name()));
        }
        return parameters.duration(parameter.get());
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A deadline needs a positive duration, not " + duration);
        }
        return duration;
    }

    /** The company's working hours at the moment of a question. */
    private record Hours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime until) {}

    private Hours hours() {
        return new Hours(
                parameters.zone(Parameter.COMPANY_ZONE),
                parameters.days(Parameter.WORKING_DAYS),
                parameters.time(Parameter.WORKING_FROM),
                parameters.time(Parameter.WORKING_UNTIL));
    }

    /** The moment after so much working time from the given one; a deadline at closing time falls on that day, not on the next. */
    public Instant working(Instant from, Duration duration) {
        var time = hours();
        var start = from.atZone(time.zone());
        var exceptions = calendar.from(start.toLocalDate());
        var left = positive(duration);
        for (var day = start.toLocalDate();
                day.isBefore(start.toLocalDate().plusDays(HORIZON_DAYS));
                day = day.plusDays(1)) {
            if (!isWorking(day, time, exceptions)) {
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

    /** When the company opens on its first working day after the day of this moment. */
    public Instant nextOpening(Instant from) {
        var time = hours();
        var today = from.atZone(time.zone()).toLocalDate();
        var exceptions = calendar.from(today);
        for (var day = today.plusDays(1); day.isBefore(today.plusDays(HORIZON_DAYS)); day = day.plusDays(1)) {
            if (isWorking(day, time, exceptions)) {
                return day.atTime(time.from()).atZone(time.zone()).toInstant();
            }
        }
        throw new IllegalStateException("The calendar has no working day within ten years after " + from);
    }

    /** The working time between two moments; zero where the second is not later. */
    public Duration workingBetween(Instant from, Instant until) {
        return workingSince(Set.of(from), until).getOrDefault(from, Duration.ZERO);
    }

    /** The working time from each of the moments until one; the calendar is read once. */
    public Map<Instant, Duration> workingSince(Collection<Instant> moments, Instant until) {
        var found = new HashMap<Instant, Duration>();
        if (!moments.isEmpty()) {
            var time = hours();
            var first = Collections.min(moments).atZone(time.zone()).toLocalDate();
            var exceptions = calendar.from(first);
            moments.forEach(from -> found.put(from, between(from, until, time, exceptions)));
        }
        return found;
    }

    private static Duration between(Instant from, Instant until, Hours time, Map<LocalDate, Boolean> exceptions) {
        var start = from.atZone(time.zone());
        var end = until.atZone(time.zone());
        var sum = Duration.ZERO;
        for (var day = start.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
            if (isWorking(day, time, exceptions)) {
                var opens = later(day.atTime(time.from()).atZone(time.zone()), start);
                var closes = day.atTime(time.until()).atZone(time.zone());
                var part = Duration.between(opens, closes.isBefore(end) ? closes : end);
                sum = part.isNegative() ? sum : sum.plus(part);
            }
        }
        return sum;
    }

    private static boolean isWorking(LocalDate day, Hours time, Map<LocalDate, Boolean> exceptions) {
        return exceptions.getOrDefault(day, time.days().contains(day.getDayOfWeek()));
    }

    private static ZonedDateTime later(ZonedDateTime one, ZonedDateTime other) {
        return one.isAfter(other) ? one : other;
    }
}
