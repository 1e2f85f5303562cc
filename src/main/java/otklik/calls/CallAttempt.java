package otklik.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import otklik.telephony.CallCause;

/**
 * One attempt to reach a client for a task.
 *
 * @param number such as {@code CA-12}; the key of its call in the ledger of telephony
 * @param contact the client: {@code P-12}, {@code K-7}, else the phone
 * @param phone in E.164; none where there was no number to dial
 * @param cause how the call ended; none while it lasts
 * @param ofDay which attempt of the client's day it is, from 1
 * @param inAll which attempt since the client was reached last or has rested, from 1
 * @param retryAt when the client is called again
 */
public record CallAttempt(
        String number,
        String login,
        String taskId,
        String caseKey,
        String contact,
        @Nullable String phone,
        AttemptState state,
        @Nullable CallCause cause,
        int ofDay,
        int inAll,
        Instant startedAt,
        @Nullable Instant connectedAt,
        @Nullable Instant endedAt,
        @Nullable Instant retryAt) {

    /** Whether the call may still be answered, or is being talked on. */
    public boolean isLive() {
        return state == AttemptState.RINGING || state == AttemptState.ASKED || state == AttemptState.CONNECTED;
    }

    /** Whether nobody has answered yet. */
    public boolean isWaiting() {
        return state == AttemptState.RINGING || state == AttemptState.ASKED;
    }
}
