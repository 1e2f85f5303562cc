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
        InvitationState state,
        long letters,
        String sentTo,
        Instant sentAt,
        Instant expiresAt,
        @Nullable Instant openedAt,
        @Nullable Instant activatedAt) {

    /** Whether another letter would help. */
    public boolean isOpen() {
        return state != InvitationState.ACTIVATED && state != InvitationState.WITHDRAWN;
    }
}
