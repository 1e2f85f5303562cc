package otklik.mail;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter to be written down in the outbox.
 *
 * @param channel {@link Outbox#MAIL}, or the key of the source over which it goes, such as a bot
 * @param key the unique business fact that the letter is about, such as {@code R-17/answer/42}; a second letter with it is not written
 * @param caseKey business key of the case, such as {@code R-17}
 * @param author login of the person in whose name it goes, or null for a letter of the system
 * @param fromName name beside the company's address; the company's own name when blank
 * @param to address of the one recipient: of mail, or of a chat such as {@code telegram:123456}
 * @param toName the recipient's name, may be blank
 * @param text plain text
 * @param inReplyTo Message-ID, with angle brackets, of the letter that is answered
 * @param references Message-IDs of the conversation, the oldest first
 * @param automatic whether no person wrote it: it is then marked so that other machines do not answer
 * @param topic the kind of mailing to which it belongs and of which its recipient may want no more, such as {@code seminars}; null for a
 *     letter to one person about one thing
 * @param html the same text as HTML, without anything that runs or loads; null for a letter of plain text
 * @param headers further headers by name, such as {@code List-Unsubscribe}; at most ten
 * @param answer whether a person answers what the recipient himself wrote or asked for, be it by another way than a letter: it then goes
 *     to him whatever else he does not want
 */
public record LetterDraft(
        String channel,
        String key,
        String caseKey,
        @Nullable String author,
        String fromName,
        String to,
        String toName,
        String subject,
        String text,
        @Nullable String inReplyTo,
        List<String> references,
        boolean automatic,
        @Nullable String topic,
        @Nullable String html,
        Map<String, String> headers,
        boolean answer) {

    /** A letter to one person about one thing, in plain text. */
    public LetterDraft(
            String channel,
            String key,
            String caseKey,
            @Nullable String author,
            String fromName,
            String to,
            String toName,
            String subject,
            String text,
            @Nullable String inReplyTo,
            List<String> references,
            boolean automatic) {
        this(
                channel,
                key,
                caseKey,
                author,
                fromName,
                to,
                toName,
                subject,
                text,
                inReplyTo,
                references,
                automatic,
                null,
                null,
                Map.of(),
                false);
    }

    /** The same as an answer. */
    public LetterDraft asAnswer() {
        return new LetterDraft(
                channel,
                key,
                caseKey,
                author,
                fromName,
                to,
                toName,
                subject,
                text,
                inReplyTo,
                references,
                automatic,
                topic,
                html,
                headers,
                true);
    }
}
