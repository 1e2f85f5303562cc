package otklik.mail;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter of the outbox with everything that the envelope and the headers need.
 *
 * @param html the same text as HTML, or null
 * @param headers further headers by name
 */
public record PostedLetter(
        OutgoingLetter letter,
        String fromName,
        String toName,
        List<String> references,
        List<File> files,
        @Nullable String html,
        Map<String, String> headers) {

    /** A file that goes with the letter, with its content. */
    public record File(String name, String type, byte[] content) {}

    PostedLetter with(List<File> newFiles) {
        return new PostedLetter(letter, fromName, toName, references, newFiles, html, headers);
    }
}
