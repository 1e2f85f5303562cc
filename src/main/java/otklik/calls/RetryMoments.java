package otklik.calls;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.springframework.stereotype.Component;
import otklik.customers.ClientZone;
import otklik.engine.Deadlines;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/** Turns the words of processes/calls/retry-ladder.dmn into moments at which we work and the client may be called. */
@Component
class RetryMoments {
    private final CallWindows windows;
    private final Deadlines deadlines;
    private final Parameters parameters;
    private final Clock clock;

    RetryMoments(CallWindows windows, Deadlines deadlines, Parameters parameters, Clock clock) {
        this.windows = windows;
        this.deadlines = deadlines;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** @param word {@code soon}, {@code later}, {@code thisAfternoon}, {@code nextMorning}, {@code nextAfternoon} */
    Instant at(String word, ClientZone.Zone zone) {
        var now = clock.instant();
        var wished =
                switch (word) {
                    case "soon" -> now.plus(parameters.duration(Parameter.RETRY_SOON));
                    case "later" -> now.plus(parameters.duration(Parameter.RETRY_AFTER_NO_ANSWER));
                    case "thisAfternoon" -> local(now.atZone(zone.id()).toLocalDate(), windows.middle(), zone);
                    case "nextMorning" -> local(nextDay(now), windows.from(), zone);
                    case "nextAfternoon" -> local(nextDay(now), windows.middle(), zone);
                    default ->
                        throw new IllegalStateException(
                                "Table retry-ladder says %s: write soon, later, thisAfternoon, nextMorning, nextAfternoon or exhausted"
                                        .formatted(word));
                };
        return windows.nextWorking(zone, wished.isBefore(now) ? now : wished);
    }

    private LocalDate nextDay(Instant now) {
        return deadlines
                .nextOpening(now)
                .atZone(parameters.zone(Parameter.COMPANY_ZONE))
                .toLocalDate();
    }

    private static Instant local(LocalDate day, LocalTime time, ClientZone.Zone zone) {
        return day.atTime(time).atZone(zone.id()).toInstant();
    }
}
