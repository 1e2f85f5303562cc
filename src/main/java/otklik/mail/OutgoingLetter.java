package otklik.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter of the outbox.
 *
 * @param number the number people see: {@code L-12}
 * @param channel {@link Outbox#MAIL}, or the key of the source over which it goes
 * @param key the unique business fact it was written for
 * @param author login, or null for a letter of the system
 * @param to address of the recipient
 * @param messageId stable: derived from the key, with angle brackets
 * @param attempts how often sending has failed since the letter was last queued
 * @param lastError one line, in the words of the mail server
 * @param sentAt when the server took it
 * @param topic the kind of mailing to which it belongs; null for a letter to one person about one thing
 * @param automatic whether no person wrote it
 * @param inReplyTo Message-ID of the letter that it answers; null where it answers none
 * @param answer whether a person answers in it what the recipient himself wrote or asked for, be it by another way than a letter
 */
public record OutgoingLetter(
        long id,
        String number,
        String channel,
        String key,
        String caseKey,
        @Nullable String author,
        String to,
        String subject,
        String text,
        String messageId,
        State state,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable String topic,
        boolean automatic,
        @Nullable String inReplyTo,
        boolean answer) {

    /** Where a letter stands between being written and being delivered. */
    public enum State {
        /** Waits for its turn, or for another attempt. */
        QUEUED,
        /** A relay has it in hand. */
        SENDING,
        /** The server took it. */
        SENT,
        /** An attempt broke off; nobody knows whether the server took it. Never sent again by itself. */
        IN_DOUBT,
        /** The server refused it, or all attempts failed. */
        FAILED,
        /** Sent, but it came back. */
        BOUNCED,
        /** A person decided that it shall not be sent. */
        ABANDONED,
        /** It was not to be sent any more when its turn came: {@link SendingGuard} says why. */
        WITHHELD;

        boolean isProblem() {
            return this == IN_DOUBT || this == FAILED || this == BOUNCED;
        }
    }
}
