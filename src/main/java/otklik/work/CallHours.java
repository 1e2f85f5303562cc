package otklik.work;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/** When a task may be given out: from its planned moment on, and a call only in the hours of the client's zone in which one may call. */
@Component
class CallHours {
    private final Parameters parameters;

    CallHours(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Whether a task may be given out at a moment, and when that changes next.
     *
     * @param turnAt empty when it never does
     */
    record Turn(boolean ready, @Nullable Instant turnAt) {}

    /** @param isPromised whether the moment was promised to the client by the one who has the task: then the promise counts, not the hours */
    Turn turn(Instant now, @Nullable Instant notBefore, TaskFacts facts, boolean isPromised) {
        var begins = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
        var isPlanned = begins.isAfter(now);
        if (!facts.isCall() || isPromised && notBefore != null) {
            return new Turn(!isPlanned, isPlanned ? begins : null);
        }
        var opens = opens(begins, facts.zone());
        return opens.isAfter(now) ? new Turn(false, opens) : new Turn(true, closes(now, facts.zone()));
    }

    /** The first moment from this one on at which the client may be called. */
    private Instant opens(Instant at, @Nullable ZoneId zone) {
        var local = at.atZone(zone(zone));
        var from = parameters.time(Parameter.CALL_WINDOW_FROM);
        if (local.toLocalTime().isBefore(from)) {
            return local.with(from).toInstant();
        }
        return local.toLocalTime().isBefore(parameters.time(Parameter.CALL_WINDOW_UNTIL))
                ? at
                : local.plusDays(1).with(from).toInstant();
    }

    private Instant closes(Instant at, @Nullable ZoneId zone) {
        return at.atZone(zone(zone))
                .with(parameters.time(Parameter.CALL_WINDOW_UNTIL))
                .toInstant();
    }

    private ZoneId zone(@Nullable ZoneId zone) {
        return zone == null ? parameters.zone(Parameter.COMPANY_ZONE) : zone;
    }
}
