package otklik.work;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day of the strip from which one chooses.
 *
 * @param at the first moment of the day at which the person is free and the client may be called; none where the day is full, off or over
 */
public record DayOffer(DayLoad load, @Nullable Instant at) {
    /** Where a task that is wished for this moment will go as the days stand now: there, or where the next day has room. */
    public static Instant likely(List<DayOffer> days, Instant wished) {
        return days.stream()
                .filter(day -> !wished.atZone(day.load().zone())
                        .toLocalDate()
                        .isAfter(day.load().date()))
                .filter(day -> day.at() != null)
                .findFirst()
                .filter(day -> !day.load()
                        .date()
                        .equals(wished.atZone(day.load().zone()).toLocalDate()))
                .map(DayOffer::at)
                .orElse(wished);
    }
}
