package otklik.requests;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.requests.ThreadEntry.Kind;

/**
 * Requests that go on with an older one, which was closed so long ago that it cannot be reopened (E16): a new request with the context of the
 * old one, whose figures stay as they are.
 */
@Service
public class LinkedRequests {
    private static final String SYSTEM = "otklik";
    private static final String AT_ONCE = "open";

    private final Requests requests;
    private final RequestProcess process;
    private final Dialogue dialogue;

    LinkedRequests(Requests requests, @Lazy RequestProcess process, Dialogue dialogue) {
        this.requests = requests;
        this.process = process;
        this.dialogue = dialogue;
    }

    /** Whether a new request opens at once when the client of this closed one, and no other person, writes these words; the decision {@code after-grace} says so. */
    public boolean opensAtOnce(String number, Inbound words) {
        var old = requests.living(number);
        var outcome = old.outcome();
        return outcome != null
                && Requests.isSameClient(old, words)
                && !old.status().isOpen()
                && !requests.accepts(old.number())
                && process.afterGrace(outcome, managerOf(old) != null).equals(AT_ONCE);
    }

    /**
     * Opens a new request that goes on with a closed one, for the same manager if he is still there.
     *
     * @param number of the closed request
     * @return number of the new one
     */
    @Transactional
    public String open(String number, Inbound words) {
        var old = requests.living(number);
        var title = words.subject().isBlank() ? old.title() : words.subject();
        var manager = managerOf(old);
        var opened = requests.open(
                new Requests.Opening(null, words, title, manager, null, null),
                request -> dialogue.hear(request, Kind.FROM_CLIENT, words));
        link(opened, old.number());
        return opened;
    }

    /** Opens a new request that goes on with a lost one because a colleague has brought its client back. */
    @Transactional
    String openForClientBroughtBack(String number, @Nullable String manager) {
        var old = requests.living(number);
        var keeper = manager != null && requests.isManager(manager) ? manager : managerOf(old);
        var words = new Inbound(
                old.channel(),
                old.clientName(),
                old.clientAddress(),
                old.person(),
                old.title(),
                old.title(),
                null,
                null);
        var text = requests.mailText("requests.broughtBack", old.number());
        var opened = requests.open(new Requests.Opening(null, words, old.title(), keeper, null, null), request -> {
            requests.byId(request).follow(old.number());
            dialogue.add(request, Kind.NOTE, SYSTEM, null, text, null, null);
        });
        link(opened, old.number());
        return opened;
    }

    /** Opens a request because a colleague has won a client back who had none: an old lead. */
    @Transactional
    String openForChosenClient(Inbound words, String lead, @Nullable String manager) {
        var keeper = manager != null && requests.isManager(manager) ? manager : null;
        var text = requests.mailText("requests.broughtBack", lead);
        return requests.open(
                new Requests.Opening(null, words, words.subject(), keeper, null, null),
                request -> dialogue.add(request, Kind.NOTE, SYSTEM, null, text, null, null));
    }

    /** Says of a new request which closed one of the same client it goes on with; nothing where that one is open or a stranger's. */
    @Transactional
    public void link(String number, String older) {
        var request = requests.byNumber(number);
        Optional.of(requests.living(older))
                .filter(old -> !old.status().isOpen()
                        && old.outcome() != null
                        && !old.number().equals(number)
                        && Requests.isSameClient(request, old))
                .ifPresent(old -> {
                    request.follow(old.number());
                    var words = requests.mailText("requests.continues", old.number(), old.title(), old.lastMessage());
                    dialogue.add(request.id(), Kind.NOTE, SYSTEM, null, words, null, null);
                    requests.tell(new History.Change(number, "requestFollows").from(old.number(), number));
                    requests.tell(new History.Change(old.number(), "requestFollowed").from(old.number(), number));
                });
    }

    private @Nullable String managerOf(Request old) {
        return Optional.ofNullable(old.manager()).filter(requests::isManager).orElse(null);
    }
}
