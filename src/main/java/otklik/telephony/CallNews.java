package otklik.telephony;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider tells of a call.
 *
 * @param eventId the provider's own, or made of what makes the event one: a repeat has the same
 * @param key of the call, where the provider carries it; else the reference says which call it is
 * @param reference the provider's own name of the call
 * @param cause of {@link Kind#ENDED}; null where the provider does not say
 * @param number of the client, of {@link Kind#ARRIVED}, and of a call that we have ordered where the provider tells it
 * @param extension of the person whose phone it was
 * @param recording where it lies, of {@link Kind#RECORDED} and {@link Kind#ENDED}
 * @param talk for how long people have talked, of {@link Kind#ENDED} where the provider tells it
 * @param body as it came, for those who look for an error
 */
record CallNews(
        String provider,
        String eventId,
        @Nullable String key,
        @Nullable String reference,
        Kind kind,
        @Nullable CallCause cause,
        Instant at,
        @Nullable String number,
        @Nullable String extension,
        @Nullable String recording,
        @Nullable Duration talk,
        String body) {

    enum Kind {
        /** An incoming call. */
        ARRIVED,
        /** It rings at the client's. */
        RINGING,
        ANSWERED,
        ENDED,
        /** What was said can be heard. */
        RECORDED
    }

    /** What became of an event. */
    enum Outcome {
        WAITING,
        APPLIED,
        /** The ledger knew it already, or it says nothing new. */
        NOTHING_NEW,
        /** Somebody answered a call that had been given up; it is hung up. */
        LATE,
        /** No call of ours. */
        UNKNOWN
    }
}
