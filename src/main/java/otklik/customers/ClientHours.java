package otklik.customers;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * The hours in which a client may be called, by his own clock: from {@link Parameter#CALL_WINDOW_FROM} on and before
 * {@link Parameter#CALL_WINDOW_UNTIL}. Where his zone is only assumed, they are those that are decent in every zone in which he may be (E35),
 * unless {@link Parameter#CALL_WINDOW_NARROW} says that the assumption is enough. Asks no table: it is for each of many tasks.
 */
@Component
public class ClientHours {
    /** Hours of several zones meet within some days, or never. */
    private static final int TRIED = 30;

    private final Parameters parameters;

    public ClientHours(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Whether the client may be called at the moment. */
    public boolean isOpen(ClientZone.Zone zone, Instant at) {
        return opens(zone, at).equals(at);
    }

    /** The first moment from this one on at which the client may be called. */
    public Instant opens(ClientZone.Zone zone, Instant at) {
        return common(counting(zone), at)
                // The zones have no hour in common: that of our assumption counts.
                .orElseGet(() -> opens(zone.id(), at));
    }

    /** The same by one clock. */
    public Instant opens(ZoneId zone, Instant at) {
        var local = at.atZone(zone);
        var from = parameters.time(Parameter.CALL_WINDOW_FROM);
        if (local.toLocalTime().isBefore(from)) {
            return local.with(from).toInstant();
        }
        return local.toLocalTime().isBefore(parameters.time(Parameter.CALL_WINDOW_UNTIL))
                ? at
                : local.plusDays(1).with(from).toInstant();
    }

    /** When the hours end that are open at the moment. */
    public Instant closes(ClientZone.Zone zone, Instant at) {
        var clocks = counting(zone);
        return (common(clocks, at).isPresent() ? clocks : List.of(zone.id()))
                .stream()
                        .map(clock -> at.atZone(clock)
                                .with(parameters.time(Parameter.CALL_WINDOW_UNTIL))
                                .toInstant())
                        .filter(closing -> closing.isAfter(at))
                        .min(Comparator.naturalOrder())
                        .orElse(at);
    }

    /**
     * Whether a promised moment still counts, so that the client is called whatever the hour: for as long as the promise is waited for. Who
     * comes later asks the client's clock again.
     *
     * @param promised none where nothing was promised
     */
    public boolean isPromiseKept(@Nullable Instant promised, Instant at) {
        return promised != null && at.isBefore(promiseEnds(promised));
    }

    /** Until when a promised moment is waited for. */
    public Instant promiseEnds(Instant promised) {
        return promised.plus(parameters.duration(Parameter.CALLBACK_BECOMES_ANYONES));
    }

    private List<ZoneId> counting(ClientZone.Zone zone) {
        return parameters.isOn(Parameter.CALL_WINDOW_NARROW) ? zone.possible() : List.of(zone.id());
    }

    private java.util.Optional<Instant> common(List<ZoneId> clocks, Instant at) {
        var moment = at;
        for (int tried = 0; tried < TRIED; tried++) {
            var open = moment;
            for (var clock : clocks) {
                moment = opens(clock, moment);
            }
            if (moment.equals(open)) {
                return java.util.Optional.of(open);
            }
        }
        return java.util.Optional.empty();
    }
}
