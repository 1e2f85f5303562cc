package otklik.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A day of the strip from which one chooses.
 *
 * @param at the first moment of the day at which the person is free and the client may be called; none where the day is full, off or over
 */
public record DayOffer(DayLoad load, @Nullable Instant at) {}
