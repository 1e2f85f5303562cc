package otklik.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a list shows; null or empty: all.
 *
 * @param number its first digits, with the code of the country or without
 * @param from the earliest moment of the order
 * @param until the moment before which it was ordered
 */
public record CallFilter(
        String number,
        @Nullable String login,
        @Nullable Direction direction,
        @Nullable CallCause cause,
        @Nullable Instant from,
        @Nullable Instant until) {
    public static final CallFilter ALL = new CallFilter("", null, null, null, null, null);
}
