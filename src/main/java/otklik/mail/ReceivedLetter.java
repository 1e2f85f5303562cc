package otklik.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter that came in. Nothing in it is to be trusted but its shape: all texts are cut to length and free of null bytes.
 *
 * @param messageId with angle brackets; null when the letter has none. Not unique: different letters may carry the same one
 * @param inReplyTo Message-ID of the letter that it answers
 * @param references Message-IDs of the conversation, the oldest first
 * @param fromAddress lower case; empty when the letter names no readable address
 * @param fromName empty when there is none
 * @param subject may be empty
 * @param text plain text, made of the HTML where the letter has nothing else
 * @param hasHtml whether {@code /letters/{id}/html} has something to show
 * @param sentAt what the sender says, where that is possible at all; else when it was received
 * @param receivedAt when we stored it
 * @param truncated whether it was too large to be fetched whole ({@code otklik.mail.max-size}): text and attachments are then empty
 */
public record ReceivedLetter(
        long id,
        @Nullable String messageId,
        @Nullable String inReplyTo,
        List<String> references,
        String fromAddress,
        String fromName,
        String subject,
        String text,
        boolean hasHtml,
        LetterKind kind,
        Instant sentAt,
        Instant receivedAt,
        List<Attachment> attachments,
        boolean truncated) {}
