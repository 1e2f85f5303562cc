package otklik.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint;
import otklik.customers.People;
import otklik.mail.LetterKind;
import otklik.mail.LetterReceived;
import otklik.mail.Outbox;
import otklik.mail.ReceivedLetter;
import otklik.requests.Inbound;
import otklik.requests.LinkedRequests;
import otklik.requests.RequestCard;
import otklik.requests.Requests;
import otklik.sources.ItemReceived;
import otklik.sources.Items;
import otklik.sources.ReceivedItem;

/**
 * Finds the place of what arrives: of a letter by the headers of its thread, then by the number in its subject together with a known
 * sender; then by an open request of the sender (E8, E15); else it is a new message. Runs in the transaction that stores the arrival.
 */
@Component
class Arrivals {
    private static final Pattern TOKEN = Pattern.compile("\\[(R-\\d{1,18})]");

    private final Messages messages;
    private final Requests requests;
    private final LinkedRequests linked;
    private final People people;
    private final Items items;

    Arrivals(Messages messages, Requests requests, LinkedRequests linked, People people, Items items) {
        this.messages = messages;
        this.requests = requests;
        this.linked = linked;
        this.people = people;
        this.items = items;
    }

    @EventListener
    void on(LetterReceived received) {
        var letter = received.letter();
        var words = Inbound.of(letter, person(people.points(null, letter.fromAddress()), letter.fromName(), null));
        var thread = Optional.ofNullable(received.answerTo())
                .map(answered -> answered.caseKey())
                .filter(key -> requests.find(key).isPresent())
                .or(() -> byToken(words));
        place(
                thread,
                new Arrival(
                        Outbox.MAIL,
                        words,
                        null,
                        fingerprint(letter),
                        letter.kind() != LetterKind.PERSONAL,
                        thread.orElse(null)));
    }

    /** A lead from a form, a feed or a messenger. What a sender edits later is another revision of the same message (E6). */
    @EventListener
    void on(ItemReceived received) {
        var item = received.item();
        var address = item.chat() != null ? item.chat() : item.email();
        var words = new Inbound(
                item.chat() != null ? item.source() : Outbox.MAIL,
                Stream.of(item.senderName(), item.email(), item.phone(), item.source())
                        .filter(name -> name != null && !name.isBlank())
                        .findFirst()
                        .orElseThrow(),
                address == null ? "" : address,
                person(people.points(item.phone(), item.chat(), item.email()), item.senderName(), item.company()),
                item.subject(),
                item.text(),
                null,
                item.id());
        if (received.edited()) {
            var revisions = items.revisionIds(item);
            if (requests.clientChanged(revisions, words) || messages.revise(revisions, item.subject(), item.text())) {
                return;
            }
            // What he wrote first has not been told yet: the new words stand for it.
        }
        place(Optional.empty(), new Arrival(item.source(), words, item.link(), fingerprint(item), false, null));
    }

    /** The sender's number; nobody where there is neither a readable address nor a phone. */
    private @Nullable String person(List<ContactPoint> points, String name, @Nullable String company) {
        return points.isEmpty() ? null : people.findOrCreate(points, name, company);
    }

    private void place(Optional<String> thread, Arrival arrival) {
        var words = arrival.words();
        var open = thread.filter(requests::accepts)
                .or(() -> Optional.ofNullable(words.person()).flatMap(requests::openRequestOf));
        var follows = open.isEmpty() && !arrival.automatic()
                ? thread.filter(old -> linked.opensAtOnce(old, words))
                : Optional.<String>empty();
        if (follows.isPresent()) {
            linked.open(follows.get(), words);
        } else if (open.isEmpty()) {
            messages.receive(arrival);
        } else if (arrival.automatic()) {
            requests.noteAutomaticLetter(open.get(), words);
        } else {
            requests.clientWrote(open.get(), words);
        }
    }

    private Optional<String> byToken(Inbound words) {
        var token = TOKEN.matcher(words.subject());
        return token.find()
                ? requests.find(token.group(1))
                        .filter(request ->
                                request.person() != null && request.person().equals(words.person()))
                        .map(RequestCard::number)
                : Optional.empty();
    }

    private static String fingerprint(ReceivedItem item) {
        return hash(String.join(
                "\n",
                List.of(
                        Stream.of(item.chat(), item.email(), item.phone())
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(item.source()),
                        item.subject().strip(),
                        squeezed(item.text()))));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }

    private static String fingerprint(ReceivedLetter letter) {
        var text = new StringBuilder(letter.fromAddress())
                .append('\n')
                .append(letter.subject().strip())
                .append('\n');
        text.append(squeezed(letter.text()));
        letter.attachments()
                .forEach(attachment ->
                        text.append('\n').append(attachment.name()).append(' ').append(attachment.size()));
        if (letter.truncated()) {
            text.append('\n').append(letter.id());
        }
        return hash(text.toString());
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
