package otklik.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parser makes of the bytes of a letter.
 *
 * @param html as it came, not to be shown before {@link LetterHtml#page}
 * @param sentAt what the letter says; null where it says nothing readable
 * @param bounce what a report about an undelivered letter says
 */
record ParsedLetter(
        @Nullable String messageId,
        @Nullable String inReplyTo,
        List<String> references,
        String fromAddress,
        String fromName,
        String subject,
        String text,
        @Nullable String html,
        LetterKind kind,
        @Nullable Instant sentAt,
        List<Attachment> attachments,
        @Nullable Bounce bounce) {

    /**
     * A report about a letter of ours.
     *
     * @param originalMessageId with angle brackets; null when the report does not say which letter it is about
     * @param failed whether the letter was given up for good, rather than delayed or delivered
     * @param reason in the words of the other server
     */
    record Bounce(@Nullable String originalMessageId, boolean failed, String reason) {}
}
