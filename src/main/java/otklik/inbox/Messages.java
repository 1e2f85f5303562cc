package otklik.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.requests.Contact;
import otklik.requests.LinkedRequests;
import otklik.requests.Requests;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/**
 * The messages: arrival, the questions the sorting rules ask, and what the steps of {@code inbox/lead-handling} do. The steps act for
 * nobody; for people who may not see the inbox there are no messages.
 */
@Service
public class Messages {
    /** How far messages are counted. */
    public static final int COUNTED = MessageList.COUNTED;

    /** So many are looked at for the next free one: more than people could be taking at the same moment. */
    private static final int CANDIDATES = 100;

    private static final int ATTEMPTS = 3;

    private final MessageRepository repository;
    private final MessageList list;
    private final MessageDrafts drafts;
    private final WorkItems work;
    private final MessageProcess process;
    private final MessageGroups groups;
    private final SenderTrust trust;
    private final SpamRules spamRules;
    private final MessageRevisions revisions;
    private final Requests requests;
    private final LinkedRequests linked;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final Clock clock;
    private final Parameters parameters;

    Messages(
            MessageRepository repository,
            MessageList list,
            MessageDrafts drafts,
            WorkItems work,
            @org.springframework.context.annotation.Lazy MessageProcess process,
            MessageGroups groups,
            SenderTrust trust,
            SpamRules spamRules,
            MessageRevisions revisions,
            Requests requests,
            LinkedRequests linked,
            Policy policy,
            History history,
            Signals signals,
            Attempts attempts,
            Clock clock,
            Parameters parameters) {
        this.repository = repository;
        this.list = list;
        this.drafts = drafts;
        this.work = work;
        this.process = process;
        this.groups = groups;
        this.trust = trust;
        this.spamRules = spamRules;
        this.revisions = revisions;
        this.requests = requests;
        this.linked = linked;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.clock = clock;
        this.parameters = parameters;
    }

    /** What the sorting rules know of a message. */
    public record Marks(
            boolean automatic,
            boolean senderIsTrusted,
            boolean senderIsSpammer,
            boolean repeated,
            SpamTable.Traits traits) {}

    /** Stores what belongs to no request and starts its handling. */
    @Transactional
    public String receive(Arrival arrival) {
        var message = repository.saveAndFlush(new Message(repository.nextId(), arrival, clock.instant()));
        tell(new History.Change(message.number(), "messageReceived")
                .because(arrival.words().subject()));
        list.enter(message.number(), arrival.words());
        message.livesIn(process.received(message.number()));
        return message.number();
    }

    /**
     * The sender has changed what he wrote: a new revision of the message (E6).
     *
     * @param itemIds all revisions of what he wrote; the message was made of one of them
     * @return false where no message was made of it
     */
    @Transactional
    boolean revise(List<Long> itemIds, String subject, String text) {
        var found = repository.findFirstByItemIdInOrderById(itemIds);
        found.ifPresent(message -> {
            revisions.keep(message);
            message.revise(subject, text);
            list.enter(message.number(), message.words());
            tell(new History.Change(message.number(), "messageRevised").because(subject));
        });
        return found.isPresent();
    }

    /** Asks what the rules need to know, and puts the message into its group. */
    @Transactional
    public Marks examine(String number) {
        var message = byNumber(number);
        var traits = message.traits();
        var isTrusted = trust.isTrusted(message.sender());
        var isSpammer = trust.isSpammer(message.sender());
        if (message.isAutomatic()) {
            return new Marks(true, isTrusted, isSpammer, false, traits);
        }
        if (isSpammer && !isTrusted) {
            groups.placeInThread(message);
            return new Marks(false, false, true, false, traits);
        }
        return new Marks(false, isTrusted, isSpammer, groups.place(message), traits);
    }

    /** An operator calls it spam: what this sender writes later is hidden too, until a message of his is restored (E21). */
    @Transactional
    public void callSpam(String number) {
        trust.withdraw(byNumber(number).sender());
        decide(number, MessageStatus.SPAM);
    }

    /** The rules put it away.
     *
     * @param rule id of the spam rule that fits; null where none does
     */
    @Transactional
    public void hide(String number, MessageStatus why, @Nullable String rule) {
        if (why == MessageStatus.SPAM && rule != null) {
            byNumber(number)
                    .hiddenBy(rule, spamRules.rule(rule).map(SpamRule::kept).orElse(rule));
        }
        decide(number, why);
    }

    @Transactional
    public void decide(String number, MessageStatus status) {
        var message = byNumber(number);
        var before = message.status();
        var by = CurrentUser.login().orElse(null);
        var now = clock.instant();
        message.decide(status, by, now);
        groups.cover(message, by, now.atOffset(ZoneOffset.UTC), message.requestNumber());
        tell(new History.Change(number, "messageDecided").from(before.name(), status.name()));
    }

    @Transactional
    public void putBack(String number) {
        var message = byNumber(number);
        var before = message.status();
        if (before == MessageStatus.SPAM && trust.grant(message.sender(), number)) {
            tell(new History.Change(number, "senderTrusted")
                    .because(message.card().senderName()));
        }
        message.putBack();
        groups.leave(message);
        groups.cover(message, null, null, null);
        tell(new History.Change(number, "messageRestored").from(before.name(), MessageStatus.UNREAD.name()));
    }

    /**
     * Makes a request of the message and returns its number.
     *
     * @param queue group of the team that may take it; none for the common stream, or when a manager has it
     */
    @Transactional
    public String openRequest(
            String number, @Nullable String manager, @Nullable String queue, @Nullable String firstMessage) {
        var message = byNumber(number);
        var card = message.card();
        var request = requests.open(new Requests.Opening(
                number,
                message.words(),
                card.subject().isBlank() ? card.preview() : card.subject(),
                manager,
                queue,
                firstMessage,
                CurrentUser.login().orElse(null)));
        if (card.suggestedRequest() != null) {
            linked.link(request, card.suggestedRequest());
        }
        message.becameRequest(request);
        list.talkedWithSender(number);
        if (firstMessage != null && !firstMessage.isBlank()) {
            CurrentUser.login().ifPresent(login -> drafts.forget(number, login));
        }
        decide(number, MessageStatus.REQUEST);
        return request;
    }

    /** Puts a message that was set aside back into the list (E21). */
    public void restore(String number) {
        attempts.run(() -> {
            if (find(number).isEmpty()) {
                throw new Refusal("inbox.unknown", number);
            }
            policy.require(Section.INBOX, Action.CHANGE);
            if (!process.isRestorable(number)) {
                throw new Refusal("inbox.notRestorable", number);
            }
            process.restored(number);
        });
    }

    /** Whether the message lies aside and the time for putting it back is over. */
    boolean isTooLateToRestore(String number) {
        return byNumber(number).status().isSetAside() && !process.isRestorable(number);
    }

    /** Puts back what a sample has found, within the step that closes the sample; false where the time for it is over. */
    boolean restoreOfSample(String number) {
        if (!process.isRestorable(number)) {
            return false;
        }
        process.restored(number);
        return true;
    }

    /** The message, if the person of this screen may see it. */
    public Optional<MessageCard> find(String number) {
        return maySee() ? repository.findByNumber(number).map(Message::card) : Optional.empty();
    }

    @Transactional(readOnly = true)
    public String textOf(String number) {
        if (!maySee()) {
            throw new Refusal("inbox.unknown", number);
        }
        return byNumber(number).text();
    }

    /** The message and what is grouped with it, the oldest first; at most fifty (E6). */
    public List<MessageCard> groupOf(String number) {
        return maySee()
                ? repository
                        .findByNumber(number)
                        .map(message -> repository.group(Set.copyOf(List.of(message.group(), number))).stream()
                                .map(Message::card)
                                .toList())
                        .orElseGet(List::of)
                : List.of();
    }

    /**
     * What the author wrote before he changed it.
     *
     * @param number 1 for what came first
     * @param replacedAt when the next revision came
     */
    public record Revision(int number, String subject, String text, Instant replacedAt) {}

    /** The earlier revisions of a message, the newest first; none for who may not see it (E6). */
    public List<Revision> revisions(String number) {
        return maySee() ? revisions.of(number) : List.of();
    }

    /** The messages of the filter, the newest first. */
    public List<MessageCard> list(MessageFilter filter, int offset, int limit) {
        return maySee() ? list.page(filter, me(), offset, limit) : List.of();
    }

    /** How many messages of the filter came from each source, whatever source the filter names; of more than {@value #COUNTED} only that. */
    public Map<String, Integer> counts(MessageFilter filter) {
        return maySee() ? list.counts(filter, me()) : Map.of();
    }

    /** How many wait to be read; of more than {@value #COUNTED} only that there are more. */
    public int countUnread() {
        return maySee() ? list.countUnread() : 0;
    }

    /**
     * The message below or above another one in the list that nobody else has in hand; at the end of the list the one at its other end.
     *
     * @param number where to begin; none for the first one
     */
    public Optional<String> neighbour(MessageFilter filter, @Nullable String number, boolean down) {
        return maySee() ? list.neighbour(filter, me(), number, down) : Optional.empty();
    }

    /**
     * Takes the next message of the filter that lies free, below another one and from the end of the list at its beginning; empty when none
     * does. However many people ask at once, each gets another one.
     *
     * @param after where to begin; none for the first one
     */
    public Optional<String> takeNext(MessageFilter filter, @Nullable String after) {
        policy.require(Section.INBOX, Action.CHANGE);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var free = list.free(filter, me(), after, CANDIDATES);
            if (free.isEmpty()) {
                return Optional.empty();
            }
            var taken = work.claimFirst(me(), free);
            if (taken.isPresent()) {
                return taken.map(WorkItem::businessKey);
            }
        }
        return Optional.empty();
    }

    private static String me() {
        return CurrentUser.login().orElse("");
    }

    /** Whether the person of this screen may decide on messages. */
    public boolean mayDecide() {
        return policy.may(Section.INBOX, Action.CHANGE);
    }

    /** Whether the person may make a request of a message, at least for one manager. */
    public boolean mayOpenRequests() {
        return policy.may(Section.REQUESTS, Action.CREATE);
    }

    /** Who of the colleagues talks or has talked with the sender of the message, the newest first (S0.14). */
    public List<Contact> contacts(String number) {
        return find(number).map(MessageCard::person).map(requests::contacts).orElseGet(List::of);
    }

    private boolean maySee() {
        return policy.may(Section.INBOX, Action.VIEW);
    }

    private void tell(History.Change change) {
        history.tell(change);
        signals.say(Signals.MESSAGES);
    }

    private Message byNumber(String number) {
        return repository.findByNumber(number).orElseThrow(() -> new Refusal("inbox.unknown", number));
    }
}
