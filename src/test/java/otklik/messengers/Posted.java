package otklik.messengers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import otklik.mail.OutgoingLetter;
import otklik.mail.PostedLetter;

/** A letter as the relay gives it to a transport. */
final class Posted {
    private Posted() {}

    static PostedLetter letter(String channel, String to, String text, PostedLetter.File... files) {
        return new PostedLetter(
                new OutgoingLetter(
                        1,
                        "L-1",
                        channel,
                        "R-17/answer/1",
                        "R-17",
                        "olga",
                        to,
                        "",
                        text,
                        "<R-17.answer.1@otklik.example>",
                        OutgoingLetter.State.SENDING,
                        0,
                        null,
                        Instant.EPOCH,
                        null,
                        null,
                        false,
                        null,
                        false),
                "Olga",
                "",
                List.of(),
                List.of(files),
                null,
                Map.of());
    }
}
