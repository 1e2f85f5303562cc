package otklik.telephony;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The wish that a call be made.
 *
 * @param key unique, such as the id of the attempt; at most 120 characters
 * @param login whose phone takes part
 * @param number of the client, in E.164
 * @param caseKey business key of what the call is about
 * @param ring for how long it may ring at the client's; more than nothing
 */
public record CallOrder(String key, String login, String number, @Nullable String caseKey, Duration ring) {
    private static final int LONGEST_KEY = 120;

    public CallOrder {
        if (key.isBlank() || key.length() > LONGEST_KEY || login.isBlank()) {
            throw new IllegalArgumentException("A call needs a key and a person: '%s', '%s'".formatted(key, login));
        }
        if (ring.isNegative() || ring.isZero()) {
            throw new IllegalArgumentException("A call has to ring for some time: " + ring);
        }
    }
}
