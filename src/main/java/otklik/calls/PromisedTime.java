package otklik.calls;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import otklik.customers.ClientZone;

/** Says what a time that is promised to a client means by his clock and by ours, before it is promised (E36, E37). */
@Component
public class PromisedTime {
    private final CallWindows windows;

    PromisedTime(CallWindows windows) {
        this.windows = windows;
    }

    /** What becomes of an hour that the clocks leave out or show twice. */
    public enum Shift {
        NONE,
        /** The hour does not exist on that day: the first minute after it. */
        GAP,
        /** The hour comes twice on that day: the first of the two. */
        OVERLAP
    }

    /**
     * @param spoken by the clock in whose words it was promised
     * @param ours by our clock
     * @param theirs by the clock of the client
     * @param isOpen whether the client may be called then
     * @param nextOpen when he may be called from then on; the moment itself where he may
     * @param isAssumed whether the zone of the client is a guess
     */
    public record Preview(
            ZonedDateTime spoken,
            ZonedDateTime ours,
            ZonedDateTime theirs,
            Shift shift,
            boolean isOpen,
            Instant nextOpen,
            boolean isAssumed) {
        public Instant moment() {
            return spoken.toInstant();
        }

        /** Whether the two clocks show different times. */
        public boolean differs() {
            return !ours.getOffset().equals(theirs.getOffset());
        }
    }

    /**
     * @param clock in whose words the time was promised: that of our person or of the client
     * @param ours the zone of our person
     */
    public Preview of(LocalDateTime promised, ZoneId clock, ZoneId ours, ClientZone.Zone client) {
        var rules = clock.getRules();
        var transition = rules.getTransition(promised);
        ZonedDateTime spoken;
        Shift shift;
        if (transition == null) {
            shift = Shift.NONE;
            spoken = promised.atZone(clock);
        } else if (transition.isGap()) {
            shift = Shift.GAP;
            spoken = transition.getDateTimeAfter().atZone(clock);
        } else {
            shift = Shift.OVERLAP;
            spoken = ZonedDateTime.ofLocal(promised, clock, transition.getOffsetBefore());
        }
        var moment = spoken.toInstant().truncatedTo(ChronoUnit.MINUTES);
        var next = windows.next(client, moment);
        return new Preview(
                spoken,
                moment.atZone(ours),
                moment.atZone(client.id()),
                shift,
                next.equals(moment),
                next,
                client.isAssumed());
    }
}
