package otklik.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as screens see it.
 *
 * @param number business key, {@code M-1042}
 * @param source name of the source, {@code mail}
 * @param letterId the letter behind it, if it came by mail
 * @param preview beginning of the text, at most 300 characters
 * @param requestNumber the request made of it
 * @param suggestedRequest a closed request it probably belongs to (E15, E16)
 */
public record MessageCard(
        String number,
        String source,
        @Nullable Long letterId,
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
