package otklik.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as screens see it.
 *
 * @param number business key, {@code M-1042}
 * @param source key of the source, {@code mail}
 * @param letterId the letter behind it, if it came by mail
 * @param itemId the item behind it, if it came from another source
 * @param person number of the sender, {@code P-17}; none where nothing of him is known
 * @param link where the original can be read
 * @param preview beginning of the text, at most 300 characters
 * @param requestNumber the request made of it
 * @param suggestedRequest a closed request it probably belongs to (E15, E16)
 * @param group number of the first message of its group; its own where it stands alone or first
 * @param groupedAs why it stands in the group of an earlier message; null where it does not
 * @param repeats how many later messages are hidden behind it: it came {@link #times()} times
 * @param revision 1, and one more for each time the author has changed it (E6)
 * @param hiddenBy the spam rule that hid it, as the rule was then; null where none did
 */
public record MessageCard(
        String number,
        String source,
        @Nullable Long letterId,
        @Nullable Long itemId,
        @Nullable String person,
        @Nullable String link,
        String senderName,
        String senderAddress,
        String subject,
        String preview,
        MessageStatus status,
        Instant receivedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String requestNumber,
        @Nullable String suggestedRequest,
        String group,
        @Nullable Grouping groupedAs,
        int repeats,
        int revision,
        @Nullable String hiddenBy) {

    /** How often it came, itself included. */
    public int times() {
        return repeats + 1;
    }

    /** Whether somebody else wrote almost the same text before, in the message that {@link #group()} names. */
    public boolean isAlike() {
        return groupedAs == Grouping.ALIKE;
    }
}
