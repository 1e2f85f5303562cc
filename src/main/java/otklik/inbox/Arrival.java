package otklik.inbox;

import org.jspecify.annotations.Nullable;
import otklik.requests.Inbound;

/**
 * Something new that came from a source, whatever its kind.
 *
 * @param source key of the source
 * @param words what was written, by whom
 * @param link where the original can be read
 * @param fingerprint the same for the same words of the same sender
 * @param automatic whether a machine wrote it
 * @param suggestedRequest a closed request it probably belongs to (E15, E16)
 */
public record Arrival(
        String source,
        Inbound words,
        @Nullable String link,
        String fingerprint,
        boolean automatic,
        @Nullable String suggestedRequest) {}
