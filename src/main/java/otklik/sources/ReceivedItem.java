package otklik.sources;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that came in by a source other than mail. Nothing in it is to be trusted but its shape: all texts are plain, cut to length and
 * free of null bytes.
 *
 * @param id of this revision; an edited item has a new one
 * @param source key of the source
 * @param externalId the source's own id, the same for all revisions
 * @param revision 0 for the first, grows by one with each edit by the sender
 * @param senderName empty when there is none
 * @param email lower case, shaped like an address; null when the sender gave none
 * @param phone as the sender wrote it; null when he gave none
 * @param chat where an answer can go, such as {@code telegram:123}; null where this source takes no answers
 * @param company as the sender wrote it
 * @param subject may be empty
 * @param text may be empty
 * @param link the page that the item is about or was written on, always http or https
 * @param fields what else came, by the sender's own names, in his order; at most 50
 * @param sentAt what the source says, where that is possible at all; else when it was received
 * @param receivedAt when we stored it
 * @param truncated whether the text was cut; the whole is at {@code /items/{id}/raw}
 */
public record ReceivedItem(
        long id,
        String source,
        String externalId,
        int revision,
        String senderName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String chat,
        @Nullable String company,
        String subject,
        String text,
        @Nullable String link,
        Map<String, String> fields,
        Instant sentAt,
        Instant receivedAt,
        boolean truncated) {}
