package otklik.calls;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.stereotype.Component;
import otklik.customers.ClientHours;
import otklik.customers.ClientZone;
import otklik.engine.Deadlines;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * The hours in which a client may be called, by his own clock. Where his zone is only assumed, they are those that are decent in every zone
 * in which he may be (E35): the narrowest.
 */
@Component
public class CallWindows {
    /** Our hours and the client's meet within some days, or never. */
    private static final int TRIED = 30;

    private final Parameters parameters;
    private final ClientHours hours;
    private final Deadlines deadlines;

    CallWindows(Parameters parameters, ClientHours hours, Deadlines deadlines) {
        this.parameters = parameters;
        this.hours = hours;
        this.deadlines = deadlines;
    }

    /** Halves of the client's hours. */
    public enum Half {
        MORNING,
        AFTERNOON
    }

    /** Whether the client may be called at the moment. */
    public boolean isOpen(ClientZone.Zone zone, Instant at) {
        return hours.isOpen(zone, at);
    }

    /** The first moment from this one on at which the client may be called. */
    public Instant next(ClientZone.Zone zone, Instant at) {
        return hours.opens(zone, at);
    }

    /** The first moment from this one on at which we work and the client may be called; where these never meet, the client's hours count. */
    public Instant nextWorking(ClientZone.Zone zone, Instant at) {
        var first = next(zone, deadlines.working(at, java.time.Duration.ZERO));
        var moment = first;
        for (int tried = 0; tried < TRIED; tried++) {
            var open = deadlines.working(moment, java.time.Duration.ZERO);
            moment = next(zone, open);
            if (moment.equals(open)) {
                return open;
            }
        }
        return first;
    }

    /** In which half of the client's hours the moment lies; before them is their morning. */
    public Half half(ZoneId zone, Instant at) {
        return at.atZone(zone).toLocalTime().isBefore(middle()) ? Half.MORNING : Half.AFTERNOON;
    }

    LocalTime from() {
        return parameters.time(Parameter.CALL_WINDOW_FROM);
    }

    /** The middle of the hours: where their afternoon begins. */
    LocalTime middle() {
        return LocalTime.ofSecondOfDay((from().toSecondOfDay() + until().toSecondOfDay()) / 2);
    }

    private LocalTime until() {
        return parameters.time(Parameter.CALL_WINDOW_UNTIL);
    }
}
