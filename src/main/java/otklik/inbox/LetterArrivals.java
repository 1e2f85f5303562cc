package otklik.inbox;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.mail.LetterKind;
import otklik.mail.LetterReceived;
import otklik.mail.ReceivedLetter;
import otklik.requests.RequestCard;
import otklik.requests.Requests;

/**
 * Finds the place of a letter: by the headers of its thread, then by the number in its subject together with a known sender, then by an open
 * request of the sender (E8, E15); else it is a new message. Runs in the transaction that stores the letter.
 */
@Component
class LetterArrivals {
    private static final Pattern TOKEN = Pattern.compile("\\[(R-\\d{1,18})]");

    private final Messages messages;
    private final Requests requests;

    LetterArrivals(Messages messages, Requests requests) {
        this.messages = messages;
        this.requests = requests;
    }

    @EventListener
    void on(LetterReceived received) {
        var letter = received.letter();
        var thread = Optional.ofNullable(received.answerTo())
                .map(answered -> answered.caseKey())
                .filter(key -> requests.find(key).isPresent())
                .or(() -> byToken(letter));
        var open = thread.filter(requests::accepts).or(() -> bySender(letter));
        if (open.isEmpty()) {
            messages.receive(letter, thread.orElse(null));
        } else if (letter.kind() == LetterKind.PERSONAL) {
            requests.clientWrote(open.get(), letter);
        } else {
            requests.noteAutomaticLetter(open.get(), letter);
        }
    }

    /** A letter without a readable sender belongs to nobody we know. */
    private Optional<String> bySender(ReceivedLetter letter) {
        return letter.fromAddress().isEmpty() ? Optional.empty() : requests.openRequestOf(letter.fromAddress());
    }

    private Optional<String> byToken(ReceivedLetter letter) {
        var token = TOKEN.matcher(letter.subject());
        return token.find()
                ? requests.find(token.group(1))
                        .filter(request -> request.clientAddress().equals(letter.fromAddress()))
                        .map(RequestCard::number)
                : Optional.empty();
    }
}
