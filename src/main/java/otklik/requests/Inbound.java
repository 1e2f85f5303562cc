package otklik.requests;

import org.jspecify.annotations.Nullable;
import otklik.mail.Outbox;
import otklik.mail.ReceivedLetter;

/**
 * What a client wrote, over whatever channel.
 *
 * @param channel where an answer goes out: {@link Outbox#MAIL}, or the key of the source whose chat it is
 * @param senderAddress what an answer is sent to: a mail address or a chat such as {@code telegram:123456}; empty where there is none
 * @param person number of the sender, {@code P-17}; none where nothing of him is known
 * @param subject may be empty
 * @param letterId the letter behind it, if it came by mail
 * @param itemId the item behind it, if it came from another source
 */
public record Inbound(
        String channel,
        String senderName,
        String senderAddress,
        @Nullable String person,
        String subject,
        String text,
        @Nullable Long letterId,
        @Nullable Long itemId) {

    /** A letter of this person. */
    public static Inbound of(ReceivedLetter letter, @Nullable String person) {
        return new Inbound(
                Outbox.MAIL,
                letter.fromName().isBlank() ? letter.fromAddress() : letter.fromName(),
                letter.fromAddress(),
                person,
                letter.subject(),
                letter.text(),
                letter.id(),
                null);
    }
}
