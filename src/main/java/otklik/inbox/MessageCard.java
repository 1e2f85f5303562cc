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
        @Nullable String suggestedRequest) {}
