package otklik.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a dialogue.
 *
 * @param author login of an employee, name of the client, or {@code otklik} for what a process wrote by itself
 * @param onBehalfOf login of the manager in whose name an operator wrote
 * @param letterId the received letter behind it
 * @param outgoingNumber number of the letter that was sent
 * @param channel over which it came or went: {@code mail}, or the key of a source; none for a note
 * @param itemId the item of another source behind it
 * @param movedFrom number of the request the line was written in, where a merge or a split brought it here
 */
public record ThreadEntry(
        long id,
        Kind kind,
        Instant at,
        String author,
        @Nullable String onBehalfOf,
        String text,
        @Nullable Long letterId,
        @Nullable String outgoingNumber,
        @Nullable String channel,
        @Nullable Long itemId,
        @Nullable String movedFrom) {

    public enum Kind {
        FROM_CLIENT,
        TO_CLIENT,
        /** Written by a process: a chaser. */
        AUTOMATIC,
        /** Seen by colleagues only. */
        NOTE
    }
}
