package otklik.sources;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of source has found, as it came: nothing is trimmed, cut or clean yet.
 *
 * @param externalId the source's own id; the same id is stored once
 * @param mayEdit whether the same id with other words is an edit by the sender; else it is a repeat
 * @param link dropped unless it is http or https
 * @param fields what else came, by the sender's own names
 * @param sentAt null where the source does not say
 * @param raw the bytes as they came, kept for reading
 */
public record ItemDraft(
        String externalId,
        boolean mayEdit,
        Sender sender,
        String subject,
        String text,
        @Nullable String link,
        Map<String, String> fields,
        @Nullable Instant sentAt,
        byte[] raw) {

    /**
     * Who has written.
     *
     * @param name may be empty
     * @param email kept only where it is shaped like an address
     * @param chat where an answer can go, such as {@code telegram:123}
     */
    public record Sender(
            String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String chat,
            @Nullable String company) {}
}
