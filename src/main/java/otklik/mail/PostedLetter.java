package otklik.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A letter of the outbox with everything that the envelope and the headers need. */
public record PostedLetter(
        OutgoingLetter letter,
        String fromName,
        String toName,
        @Nullable String inReplyTo,
        List<String> references,
        boolean automatic) {}
