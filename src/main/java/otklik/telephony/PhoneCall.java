package otklik.telephony;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger of calls.
 *
 * @param key unique; of an ordered call the key of its order
 * @param login whose call it is; null while nobody has taken an incoming one
 * @param number the other side in E.164; of an incoming call as the provider tells it where it is no number, empty where it is withheld
 * @param cause null while the call is open
 * @param recording where the provider keeps what was said
 */
public record PhoneCall(
        long id,
        String key,
        Direction direction,
        @Nullable String login,
        String number,
        @Nullable String caseKey,
        CallState state,
        @Nullable CallCause cause,
        Instant orderedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable String recording) {

    /** For how long people have talked; nothing while they talk, and where nobody has answered. */
    public Duration talk() {
        return answeredAt == null || endedAt == null ? Duration.ZERO : Duration.between(answeredAt, endedAt);
    }
}
