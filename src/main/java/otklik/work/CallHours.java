package otklik.work;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.customers.ClientHours;
import otklik.customers.ClientZone;

/**
 * When a task may be given out: from its planned moment on, and a call only in the hours of the client, which are those that the dialler keeps
 * to. Where the zone is not known it is guessed by the phone, which asks no table.
 */
@Component
class CallHours {
    private final ClientHours hours;
    private final ClientZone zones;

    CallHours(ClientHours hours, ClientZone zones) {
        this.hours = hours;
        this.zones = zones;
    }

    /**
     * Whether a task may be given out at a moment, and when that changes next.
     *
     * @param turnAt empty when it never does
     */
    record Turn(boolean ready, @Nullable Instant turnAt) {}

    /**
     * @param isPromised whether the moment was promised to the client by the one who has the task: then the promise counts and not the hours,
     *     for as long as it is waited for
     */
    Turn turn(Instant now, @Nullable Instant notBefore, TaskFacts facts, boolean isPromised) {
        var begins = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
        var isPlanned = begins.isAfter(now);
        if (!facts.isCall()) {
            return new Turn(!isPlanned, isPlanned ? begins : null);
        }
        if (isPromised && notBefore != null && hours.isPromiseKept(notBefore, begins)) {
            return isPlanned ? new Turn(false, begins) : new Turn(true, hours.promiseEnds(notBefore));
        }
        var zone = zone(facts);
        var opens = hours.opens(zone, begins);
        return opens.isAfter(now) ? new Turn(false, opens) : new Turn(true, hours.closes(zone, now));
    }

    private ClientZone.Zone zone(TaskFacts facts) {
        var known = facts.zone();
        return known == null
                ? zones.ofPhone(facts.phone())
                : new ClientZone.Zone(known, ClientZone.Origin.PERSON, List.of(known));
    }
}
