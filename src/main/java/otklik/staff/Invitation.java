package otklik.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a person has come in, by the newest activation letter.
 *
 * @param letters how many letters have been sent
 * @param sentTo address of the newest letter
 * @param sentAt when the newest letter was written
 * @param openedAt when the page of its link was first opened
 */
public record Invitation(
        State state,
        long letters,
        String sentTo,
        Instant sentAt,
        Instant expiresAt,
        @Nullable Instant openedAt,
        @Nullable Instant activatedAt) {

    /** In the order in which an invitation usually goes through them. */
    public enum State {
        /** Waits for the mail server. */
        QUEUED,
        SENT,
        /** Somebody, or a machine that examines letters, has opened the page of the link. */
        OPENED,
        ACTIVATED,
        EXPIRED,
        /** The letter was refused, came back, or nobody knows whether it left. */
        NOT_DELIVERED,
        WITHDRAWN
    }

    /** Whether another letter would help. */
    public boolean isOpen() {
        return state != State.ACTIVATED && state != State.WITHDRAWN;
    }
}
