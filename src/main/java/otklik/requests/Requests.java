package otklik.requests;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.ContactPoint;
import otklik.customers.People;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.mail.LetterDraft;
import otklik.mail.Letters;
import otklik.mail.Outbox;
import otklik.mail.OutgoingFile;
import otklik.mail.ReceivedLetter;
import otklik.requests.ThreadEntry.Kind;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Role;
import otklik.security.Section;
import otklik.security.WorkGroup;
import otklik.staff.FirstMessageGrants;
import otklik.staff.Teams;

/**
 * Everything that can be asked of requests and done to them. What follows from an act is decided by the diagram
 * {@code requests/request-lifecycle}; its steps come back here to store and to send. Questions and commands of people go by the
 * {@link Policy}: a request that a person may not see is unknown to him (E82).
 */
@Service
public class Requests {
    private static final String SYSTEM = "otklik";

    private final RequestRepository repository;
    private final RequestProcess process;
    private final Dialogue dialogue;
    private final Drafts drafts;
    private final Responses responses;
    private final People people;
    private final Mentions mentions;
    private final Outbox outbox;
    private final Letters letters;
    private final Accounts accounts;
    private final FirstMessageGrants grants;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final ApplicationEventPublisher events;
    private final MergeRecords merges;
    private final RequestLimit limit;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Locale language;

    Requests(
            RequestRepository repository,
            @org.springframework.context.annotation.Lazy RequestProcess process,
            Dialogue dialogue,
            Drafts drafts,
            Responses responses,
            People people,
            Mentions mentions,
            Outbox outbox,
            Letters letters,
            Accounts accounts,
            FirstMessageGrants grants,
            Policy policy,
            History history,
            Signals signals,
            Attempts attempts,
            ApplicationEventPublisher events,
            MergeRecords merges,
            RequestLimit limit,
            JdbcClient jdbc,
            Clock clock,
            Settings settings) {
        this.repository = repository;
        this.process = process;
        this.dialogue = dialogue;
        this.drafts = drafts;
        this.responses = responses;
        this.people = people;
        this.mentions = mentions;
        this.outbox = outbox;
        this.letters = letters;
        this.accounts = accounts;
        this.grants = grants;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.events = events;
        this.merges = merges;
        this.limit = limit;
        this.jdbc = jdbc;
        this.clock = clock;
        this.language = settings.language();
    }

    /**
     * What a new request is made of.
     *
     * @param first what the client wrote
     * @param manager login, or none for the common stream
     * @param queue group of the team that may take it; none for the common stream, or when a manager has it
     * @param firstMessage the first message in the manager's name, written by the operator who has the grant; none otherwise
     * @param operator login of the person who opens it
     */
    public record Opening(
            @Nullable String sourceMessage,
            Inbound first,
            String title,
            @Nullable String manager,
            @Nullable String queue,
            @Nullable String firstMessage,
            @Nullable String operator) {

        /** A request of a manager, or of the common stream. */
        public Opening(
                @Nullable String sourceMessage,
                Inbound first,
                String title,
                @Nullable String manager,
                @Nullable String firstMessage,
                @Nullable String operator) {
            this(sourceMessage, first, title, manager, null, firstMessage, operator);
        }

        /** Blank is none; what a manager has lies in no queue. */
        private Opening tidy() {
            var who = manager == null || manager.isBlank() ? null : manager.strip();
            var team = who == null && queue != null && !queue.isBlank() ? queue.strip() : null;
            return new Opening(sourceMessage, first, title, who, team, firstMessage, operator);
        }
    }

    /**
     * Opens a request and starts its process; refused when the person may not open requests of this manager, and when the manager is not
     * one or has left (E20).
     */
    @Transactional
    public String open(Opening opening) {
        var tidy = opening.tidy();
        policy.require(Section.REQUESTS, Action.CREATE, tidy.manager(), tidy.queue());
        var manager = tidy.manager();
        if (manager != null) {
            limit.require(manager);
        }
        return open(tidy, request -> dialogue.hear(request, Kind.FROM_CLIENT, tidy.first()));
    }

    /**
     * Opens a request whose first line comes from elsewhere; whether the person may is asked by the caller.
     *
     * @param firstLine puts the first line into the request with this id
     */
    String open(Opening opening, LongConsumer firstLine) {
        var manager = opening.manager();
        var queue = opening.queue();
        if (queue != null) {
            requireTeam(queue);
        }
        var written = opening.firstMessage() != null && !opening.firstMessage().isBlank();
        if (manager != null) {
            requireManager(manager);
        } else if (written) {
            throw new Refusal("requests.managerMissing");
        }
        var request = repository.saveAndFlush(new Request(
                repository.nextId(),
                opening.first(),
                opening.title(),
                manager,
                opening.sourceMessage(),
                clock.instant()));
        request.comesFrom(queue);
        firstLine.accept(request.id());
        request.heard(opening.first().text(), true, clock.instant());
        tell(new History.Change(request.number(), "requestOpened")
                .from(opening.sourceMessage(), manager)
                .because(opening.title()));
        if (written && opening.operator() != null) {
            drafts.save(request.number(), opening.operator(), String.valueOf(opening.firstMessage()));
        }
        repository.flush();
        request.livesIn(process.open(request.number(), manager, queue, written));
        events.publishEvent(new RequestOpened(request.number(), request.person(), request.clientAddress()));
        return request.number();
    }

    /** The client has written: his words join the dialogue, and the process hears of it if it waits for the client. */
    public void clientWrote(String number, Inbound words) {
        attempts.run(() -> {
            var request = living(number);
            dialogue.hear(request.id(), Kind.FROM_CLIENT, words);
            request.heard(words.text(), true, clock.instant());
            tell(new History.Change(request.number(), "clientWrote").because(words.subject()));
            repository.flush();
            // While the ball is with the manager the process waits for nobody: the dialogue has just grown by one line.
            if (request.ball() != Ball.MANAGER) {
                process.clientReplied(request.number());
            }
        });
    }

    /**
     * The client has changed what he wrote: his new words join the dialogue in which the old ones stand (E6).
     *
     * @param itemIds all revisions of what he wrote
     * @return false where they stand in no dialogue
     */
    public boolean clientChanged(List<Long> itemIds, Inbound words) {
        var number = jdbc.sql(
                        """
                        select r.number from request_entry e join request r on r.id = e.request_id
                        where e.item_id in (:items) and e.kind = 'FROM_CLIENT' order by e.id desc limit 1""")
                .param("items", itemIds)
                .query(String.class)
                .optional();
        number.ifPresent(found -> {
            if (accepts(found)) {
                clientWrote(found, words);
            } else {
                noteAutomaticLetter(found, words);
            }
        });
        return number.isPresent();
    }

    /** Whether a letter of the client still belongs to this request: it is open, or closed for less than the grace time. */
    public boolean accepts(String number) {
        return repository
                .findByNumber(number)
                .map(request -> living(request.number()))
                .filter(request -> request.status().isOpen()
                        || request.status() == RequestStatus.LATE_REPLY
                        || process.awaitsClient(request.number()))
                .isPresent();
    }

    /** The request itself, or the one it was merged into. */
    Request living(String number) {
        var request = byNumber(number);
        var into = request.mergedInto();
        return request.status() == RequestStatus.MERGED && into != null ? living(into) : request;
    }

    /** An automatic answer or a letter that is nobody's turn: kept in the dialogue, counts as no answer (E14). */
    public void noteAutomaticLetter(String number, Inbound words) {
        attempts.run(() -> {
            var request = living(number);
            dialogue.hear(request.id(), Kind.AUTOMATIC, words);
            tell(new History.Change(request.number(), "automaticLetter").because(words.subject()));
        });
    }

    // What the steps of the diagram do. They act for nobody: who may complete the task before them is decided by the
    // rules of work.

    /** Gives a request of the common stream to the person who took it. */
    @Transactional
    public void take(String number, String manager) {
        var request = byNumber(number);
        policy.require(Section.REQUESTS, Action.TAKE, request.manager(), request.queue());
        limit.require(manager);
        assign(number, manager);
    }

    @Transactional
    public void assign(String number, String manager) {
        requireManager(manager);
        var request = byNumber(number);
        var before = request.manager();
        request.assign(manager);
        lockFirst();
        drafts.inherit(number, manager, login -> accounts.byLogin(login)
                .filter(Account::active)
                .isPresent());
        tell(new History.Change(number, "managerAssigned").from(before, manager));
    }

    /** Sends the draft of the operator in the manager's name, if the grant still holds. */
    @Transactional
    public void sendFirstMessage(String number, String operator) throws FirstMessageNotGranted {
        var request = byNumber(number);
        var manager = managerOf(request);
        if (!grants.isGranted(manager, operator, FirstMessageGrants.Channel.MAIL)) {
            throw new FirstMessageNotGranted(manager, operator);
        }
        var draft = drafts.find(number, operator).orElseThrow(() -> new Refusal("requests.textMissing"));
        send(request, operator, manager, draft.text());
        drafts.forget(number, operator);
    }

    /** Gives the operator's text to the manager, who decides about it. */
    @Transactional
    public void returnDraft(String number, String operator) {
        var manager = managerOf(byNumber(number));
        drafts.hand(number, operator, manager);
        tell(new History.Change(number, "draftReturned").onBehalfOf(manager).from(operator, manager));
    }

    /** Our letter is delivered: from now on the client's time runs. */
    @Transactional
    public void recordDelivery(String number) {
        turn(number, Ball.CLIENT);
    }

    /** Our letter came back after all: the client's time stands still until it is delivered or given up. */
    @Transactional
    public void recordReturn(String number) {
        turn(number, Ball.SYSTEM);
    }

    private void turn(String number, Ball ball) {
        byNumber(number).move(RequestStatus.WAITING_FOR_CLIENT, ball);
        lockFirst();
        signals.say(Signals.REQUESTS);
    }

    /**
     * Our letter was given up: what it said comes back to the manager as a draft, and the turn with it.
     *
     * @param clientReplied whether the client has ever answered
     */
    @Transactional
    public void returnAnswer(String number, boolean clientReplied) {
        var request = byNumber(number);
        var letter = request.awaitedLetter();
        var manager = request.manager();
        if (letter != null && manager != null) {
            dialogue.textOf(request.id(), letter).ifPresent(text -> {
                var begun = drafts.find(number, manager).map(Drafts.Draft::text).orElse("");
                drafts.save(number, manager, begun.isEmpty() ? text : begun + "\n\n" + text);
            });
            drafts.keepFiles(number, manager, letter);
        }
        if (letter != null) {
            responses.takenBack(request, letter);
        }
        request.awaits(null);
        move(number, managersTurn(request, clientReplied), Ball.MANAGER, "answerReturned");
    }

    /** How a request is called in the manager's turn. */
    private static RequestStatus managersTurn(Request request, boolean clientReplied) {
        if (clientReplied) {
            return RequestStatus.REPLY_RECEIVED;
        }
        return request.manager() == null ? RequestStatus.NEW : RequestStatus.ASSIGNED;
    }

    /**
     * Our letter was given up after its request had been merged into another one: there it comes back to the manager, and the turn with it.
     */
    void returnMergedAnswer(Request merged, String letter) {
        var into = living(merged.number());
        if (!into.status().isOpen()) {
            return;
        }
        responses.takenBack(into, letter);
        var manager = into.manager();
        if (manager != null) {
            dialogue.textOf(into.id(), letter)
                    .ifPresent(text -> drafts.save(
                            into.number(),
                            manager,
                            Drafts.joined(
                                    drafts.find(into.number(), manager)
                                            .map(Drafts.Draft::text)
                                            .orElse(null),
                                    text)));
            drafts.keepFiles(into.number(), manager, letter);
        }
        tell(new History.Change(into.number(), "answerReturned").because(letter));
        repository.flush();
        if (into.ball() != Ball.MANAGER) {
            process.clientReplied(into.number());
        }
    }

    /** What the client wrote last has become another request: here our letter is the last word again. */
    @Transactional
    public void recordSplit(String number) {
        move(number, RequestStatus.WAITING_FOR_CLIENT, Ball.SYSTEM, "replySplitOff");
    }

    /** Sends the manager's answer. */
    @Transactional
    public void sendAnswer(String number, @Nullable String author, String text) {
        if (text.isBlank()) {
            throw new Refusal("requests.textMissing");
        }
        var request = byNumber(number);
        var manager = managerOf(request);
        // Only the words of whoever sends: what the manager has begun is his, also when a colleague answers for him.
        var writer = author == null ? manager : author;
        send(request, writer, manager, text);
        drafts.forget(number, writer);
    }

    @Transactional
    public void recordReply(String number) {
        move(number, RequestStatus.REPLY_RECEIVED, Ball.MANAGER, "replyReceived");
    }

    /**
     * Who works on a request.
     *
     * @param manager login; none while nobody has taken it
     * @param queue group whose people may take it then
     */
    public record Holder(@Nullable String manager, String queue) {}

    /** Records that the client wrote after the closing. A manager who has left or is suspended has it no more (E17). */
    @Transactional
    public Holder recordLateReply(String number) {
        move(number, RequestStatus.LATE_REPLY, Ball.MANAGER, "lateReply");
        return holder(number);
    }

    @Transactional
    public void dismissLateReply(String number) {
        var request = byNumber(number);
        request.closeAgain();
        dialogue.settle(request.id());
        tell(new History.Change(number, "lateReplyDismissed"));
    }

    @Transactional
    public void warnManager(String number) {
        var request = byNumber(number);
        request.warn();
        lockFirst();
        tell(new History.Change(number, "managerWarned").onBehalfOf(request.manager()));
    }

    @Transactional
    public void markManagerSilent(String number) {
        move(number, RequestStatus.MANAGER_SILENT, Ball.MANAGER, "managerSilent");
    }

    /** The rule takes the request from a silent manager; what follows is a handing over. */
    @Transactional
    public void reassignedByRule(String number, String newManager) {
        tell(new History.Change(number, "reassignedByRule")
                .from(byNumber(number).manager(), newManager));
    }

    /** Asks the silent client once more, in the language of the company. */
    @Transactional
    public void sendChaser(String number) {
        var request = byNumber(number);
        var text = mailText("mail.chaser", request.clientName(), signature(request.manager()));
        var letter = post(request, number + "/chaser/" + dialogue.lastId(request.id()), SYSTEM, text, true, List.of());
        dialogue.add(request.id(), Kind.AUTOMATIC, SYSTEM, null, text, letter, request.channel());
        tell(new History.Change(number, "chaserSent").because(letter));
    }

    @Transactional
    public void close(String number, RequestStatus outcome, @Nullable String lostReason, @Nullable String reason) {
        var request = byNumber(number);
        var before = request.status();
        request.close(outcome, lostReason, reason, clock.instant());
        lockFirst();
        dialogue.settle(request.id());
        tell(new History.Change(number, "requestClosed")
                .from(before.name(), outcome.name())
                .because(reason));
    }

    /** Opens a closed request again; for a manager who has left or is suspended it goes to the queue (E17). */
    @Transactional
    public Holder reopen(String number) {
        var request = byNumber(number);
        var before = request.status();
        var holder = holder(number);
        request.reopen(clock.instant());
        lockFirst();
        tell(new History.Change(number, "requestReopened")
                .from(before.name(), request.status().name()));
        return holder;
    }

    /** How often the request was opened again within the last day. */
    public long reopenings(String number) {
        return byNumber(number).reopenings(clock.instant());
    }

    /**
     * Where a request stands that was merged and is not any more.
     *
     * @param clientAwaited whether the client has the turn; else the manager has it
     */
    public record Restored(Holder holder, boolean clientAwaited) {}

    /**
     * Puts a merged request back where it stood; its lines are back already.
     *
     * @param clientReplied whether the client has ever answered in it
     */
    @Transactional
    public Restored undoMerge(String number, boolean clientReplied) {
        var request = byNumber(number);
        var holder = holder(number);
        var awaited = merges.last(number).map(MergeRecords.Merge::ball).orElseThrow() != Ball.MANAGER;
        request.comeBack(
                awaited ? RequestStatus.WAITING_FOR_CLIENT : managersTurn(request, clientReplied),
                awaited ? Ball.SYSTEM : Ball.MANAGER);
        tell(new History.Change(number, "mergeUndone")
                .from(RequestStatus.MERGED.name(), request.status().name()));
        return new Restored(holder, awaited);
    }

    private Holder holder(String number) {
        var request = byNumber(number);
        var manager = request.manager();
        if (manager != null && accounts.byLogin(manager).filter(Account::active).isEmpty()) {
            request.leaveTo(request.queue());
            tell(new History.Change(number, "managerIsGone").from(manager, request.queue()));
        }
        var queue = request.queue();
        return new Holder(request.manager(), queue == null ? Role.MANAGER.group() : queue);
    }

    /** Nobody has the request any more; the people of the team may take it. */
    @Transactional
    public void leaveToTeam(String number, String group) {
        var request = byNumber(number);
        var before = request.manager();
        request.leaveTo(group.equals(Role.MANAGER.group()) ? null : group);
        process.release(number, group);
        tell(new History.Change(number, "requestLeftToTeam").from(before, group));
    }

    @Transactional
    public void handOver(String number, String newManager) {
        var before = byNumber(number).manager();
        byNumber(number).comesFrom(null);
        assign(number, newManager);
        process.reassign(number, newManager);
        if (before != null) {
            drafts.hand(number, before, newManager);
        }
    }

    /** The end of a merge: the lines of the dialogue have moved already. */
    @Transactional
    public void markMerged(String number) {
        var request = byNumber(number);
        request.move(RequestStatus.MERGED, Ball.NOBODY);
        tell(new History.Change(number, "requestMerged").from(null, request.mergedInto()));
    }

    // What people do from outside of a task.

    /** Closes an open request as won or lost, whatever it waits for. */
    public void closeByHand(String number, RequestProcess.Outcome outcome, @Nullable String reason) {
        if (outcome == RequestProcess.Outcome.LOST && (reason == null || reason.isBlank())) {
            throw new Refusal("requests.reasonMissing");
        }
        closeByHand(number, outcome, outcome == RequestProcess.Outcome.LOST ? LostReasons.OTHER : null, reason);
    }

    /**
     * Closes an open request as won or lost, whatever it waits for.
     *
     * @param lostReason key of one of {@link LostReasons}; none for a request that is won
     * @param comment in the person's own words, may be blank
     */
    public void closeByHand(
            String number, RequestProcess.Outcome outcome, @Nullable String lostReason, @Nullable String comment) {
        if (outcome == RequestProcess.Outcome.LOST
                && process.lostReasons().stream()
                        .noneMatch(known -> known.value().equals(lostReason))) {
            throw new Refusal("requests.reasonMissing");
        }
        attempts.run(() -> {
            requireOpen(permitted(number, Action.CHANGE));
            process.closed(number, outcome, lostReason, comment == null || comment.isBlank() ? null : comment.strip());
        });
    }

    public void reopenByHand(String number) {
        attempts.run(() -> {
            var status = permitted(number, Action.CHANGE).status();
            if (status.isOpen() || status == RequestStatus.MERGED || status == RequestStatus.LATE_REPLY) {
                throw new Refusal("requests.notClosed", number);
            }
            if (!process.awaitsReopening(number)) {
                throw new Refusal("requests.reopenTooLate", number);
            }
            process.reopened(number);
        });
    }

    public void handOverByHand(String number, String newManager) {
        attempts.run(() -> {
            var request = permitted(number, Action.ASSIGN);
            requireOpen(request);
            requireManager(newManager);
            if (newManager.equals(request.manager())) {
                throw new Refusal("requests.alreadyTheirs", number, accounts.nameOf(newManager));
            }
            limit.require(newManager);
            process.handedOver(number, newManager);
        });
    }

    /** Gives an unfinished request to another person in the course of a farewell; its late reply, too. */
    void pass(String number, String newManager) {
        var request = byNumber(number);
        if (request.status() == RequestStatus.LATE_REPLY) {
            // The dialogue is closed: nobody's limit runs, and the process asks for its manager when it opens again.
            handOver(number, newManager);
        } else if (request.manager() == null) {
            process.taken(number, newManager);
        } else {
            process.handedOver(number, newManager);
        }
    }

    /** Leaves an unfinished request to a team; its late reply, too. */
    void leaveToTeamByHand(String number, String group) {
        if (byNumber(number).status() == RequestStatus.LATE_REPLY) {
            leaveToTeam(number, group);
        } else {
            process.leftToTeam(number, group);
        }
    }

    /** What a person took from the queue of a team goes back there when he leaves the team, unless he may keep it (E83). */
    @org.springframework.context.event.EventListener
    void on(Teams.MemberLeft left) {
        if (!left.keepsTaken()) {
            jdbc.sql(
                            "select number from request where manager = :login and queue = :queue and status in (:open) order by id")
                    .param("login", left.login())
                    .param("queue", left.group())
                    .param("open", awaitingStatuses())
                    .query(String.class)
                    .list()
                    .forEach(number -> leaveToTeamByHand(number, left.group()));
        }
    }

    /** Takes a request that nobody has, from the common stream or from the queue of a team; the dialogue goes on where it stands. */
    public void take(String number) {
        attempts.run(() -> {
            var request = permitted(number, Action.TAKE);
            requireOpen(request);
            var login = CurrentUser.login().orElseThrow();
            var queue = request.queue();
            if (request.manager() != null) {
                throw new Refusal("requests.takenAlready", number, accounts.nameOf(managerOf(request)));
            }
            requireManager(login);
            limit.require(login);
            process.taken(number, login);
            // Remembered, so that it can go back there when the person leaves the team.
            byNumber(number).comesFrom(queue);
        });
    }

    /** Joins a request to another of the same client: its dialogue moves there, its process ends. */
    public void merge(String number, String into) {
        attempts.run(() -> {
            var from = permitted(number, Action.CHANGE);
            var to = permitted(into, Action.CHANGE);
            requireOpen(from);
            requireOpen(to);
            if (number.equals(into)) {
                throw new Refusal("requests.mergeWithItself", number);
            }
            if (!isSameClient(from, to)) {
                throw new Refusal("requests.mergeOfStrangers", number, into);
            }
            var isUnanswered = dialogue.askedAt(from.id()).isPresent() && to.ball() != Ball.MANAGER;
            merges.remember(from, to);
            dialogue.move(from.id(), number, to.id());
            drafts.moveTo(number, into);
            // The last word is written to the other request too, so that two merges that cross cannot both succeed.
            dialogue.lastWord(to.id())
                    .ifPresent(last -> to.heard(last.text(), last.kind() == Kind.FROM_CLIENT, clock.instant()));
            from.mergeInto(into, clock.instant());
            tell(new History.Change(into, "requestJoined").from(number, into));
            repository.flush();
            process.merged(number);
            if (isUnanswered) {
                process.clientReplied(into);
            }
        });
    }

    static boolean isSameClient(Request one, Inbound words) {
        var person = one.person();
        return person == null
                ? !one.clientAddress().isEmpty() && one.clientAddress().equals(words.senderAddress())
                : person.equals(words.person());
    }

    static boolean isSameClient(Request one, Request other) {
        var person = one.person();
        return person == null
                ? !one.clientAddress().isEmpty() && one.clientAddress().equals(other.clientAddress())
                : person.equals(other.person());
    }

    public void addNote(String number, String text) {
        if (text.isBlank()) {
            throw new Refusal("requests.textMissing");
        }
        attempts.run(() -> {
            var author = CurrentUser.login().orElse(SYSTEM);
            var request = permitted(number, Action.CHANGE);
            dialogue.add(request.id(), Kind.NOTE, author, null, text.strip(), null, null);
            mentions.tell(request, text.strip());
            tell(new History.Change(number, "noteAdded"));
        });
    }

    // Questions. What the person of the screen may not see does not exist for him; nobody's thread, a step or a poller,
    // sees all.

    public Optional<RequestCard> find(String number) {
        return repository
                .findByNumber(number)
                .filter(request -> seen().covers(request.manager(), request.queue()))
                .map(Request::card);
    }

    /** What the person may do with the request, for the buttons; nothing with one he may not see. */
    public Set<Action> allowed(String number) {
        return repository
                .findByNumber(number)
                .filter(request -> seen().covers(request.manager(), request.queue()))
                .map(request -> {
                    var allowed = EnumSet.noneOf(Action.class);
                    for (var action : Action.values()) {
                        if (Section.REQUESTS.knows(action)
                                && policy.reach(Section.REQUESTS, action).covers(request.manager(), request.queue())) {
                            allowed.add(action);
                        }
                    }
                    return allowed;
                })
                .orElseGet(() -> EnumSet.noneOf(Action.class));
    }

    /** Whether requests can be given to the person: only to managers, which is a matter of his trade and not of rights. */
    public boolean isManager(String login) {
        return accounts.byLogin(login)
                .filter(Account::active)
                .filter(found -> found.is(Role.MANAGER))
                .isPresent();
    }

    /** The teams to whose queue the person may leave a request, by name: those with a manager who can take it. */
    public List<WorkGroup> teamsToOpenFor() {
        var reach = policy.reach(Section.REQUESTS, Action.CREATE);
        return accounts.groups().stream()
                .filter(group -> group.kind() == WorkGroup.Kind.TEAM && reach.covers(null, group.id()))
                .filter(this::hasManager)
                .toList();
    }

    private boolean hasManager(WorkGroup group) {
        return group.members().stream().anyMatch(this::isManager);
    }

    /** The managers to whom the person may open a request, by name. */
    public List<Account> managersToOpenFor() {
        var reach = policy.reach(Section.REQUESTS, Action.CREATE);
        return accounts.with(Role.MANAGER).stream()
                .filter(manager -> reach.covers(manager.login()))
                .toList();
    }

    /** Cards by number; numbers that nobody knows are left out. */
    Map<String, RequestCard> all(java.util.Collection<String> numbers) {
        return numbers.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("select * from request where number in (:numbers)")
                        .param("numbers", numbers)
                        .query(Requests::card)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(RequestCard::number, card -> card));
    }

    /** The last 300 lines of the dialogue, the oldest first; none of a request that may not be seen. */
    public List<ThreadEntry> dialogue(String number) {
        return find(number).map(request -> dialogue.last(number, 300)).orElseGet(List::of);
    }

    /** The newest open request of a client, by his number. */
    public Optional<String> openRequestOf(String person) {
        var reach = seen();
        return reach.bind(jdbc.sql("select number from request where person = :person and status in (:open) and "
                                + condition(reach) + " order by last_message_at desc limit 1")
                        .param("person", person)
                        .param("open", openStatuses()))
                .query(String.class)
                .optional();
    }

    /** All requests of a client that may be seen, the newest first; at most twenty. */
    public List<RequestCard> ofClient(String person) {
        var reach = seen();
        return reach.bind(jdbc.sql("select * from request where person = :person and " + condition(reach)
                                + " order by last_message_at desc limit 20")
                        .param("person", person))
                .query(Requests::card)
                .list();
    }

    /**
     * That colleagues talk or have talked with the sender of a message: who, since when and how it stands, the newest first; at most
     * three. The one exception from the rights to requests, for those who read the messages (S0.14).
     */
    public List<Contact> contacts(String person) {
        policy.require(Section.INBOX, Action.VIEW);
        var reach = seen();
        return jdbc.sql("select number, manager, status, opened_at, queue from request"
                        + " where person = ? order by last_message_at desc limit 3")
                .param(person)
                .query((row, index) -> new Contact(
                        row.getString("manager"),
                        RequestStatus.valueOf(row.getString("status")),
                        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                        reach.covers(row.getString("manager"), row.getString("queue"))
                                ? row.getString("number")
                                : null))
                .list();
    }

    Reach seen() {
        return policy.reach(Section.REQUESTS, Action.VIEW);
    }

    static String condition(Reach reach) {
        return reach.condition("manager", "queue");
    }

    /** Open ones and those whose client wrote after the closing. */
    private static List<String> awaitingStatuses() {
        var statuses = new java.util.ArrayList<>(openStatuses());
        statuses.add(RequestStatus.LATE_REPLY.name());
        return statuses;
    }

    private static List<String> openStatuses() {
        return Arrays.stream(RequestStatus.values())
                .filter(RequestStatus::isOpen)
                .map(Enum::name)
                .collect(Collectors.toList());
    }

    static RequestCard card(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        var closed = row.getObject("closed_at", OffsetDateTime.class);
        return new RequestCard(
                row.getString("number"),
                row.getString("process_instance_id"),
                row.getString("client_name"),
                row.getString("client_address"),
                row.getString("channel"),
                row.getString("person"),
                row.getString("title"),
                RequestStatus.valueOf(row.getString("status")),
                Ball.valueOf(row.getString("ball")),
                row.getString("manager"),
                row.getString("queue"),
                row.getString("outcome_reason"),
                row.getString("merged_into"),
                row.getString("source_message"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_message_at", OffsetDateTime.class).toInstant(),
                row.getString("last_message"),
                row.getBoolean("last_from_client"),
                row.getBoolean("warned"),
                closed == null ? null : closed.toInstant(),
                row.getString("follows"),
                row.getString("lost_reason"));
    }

    // Letters.

    /**
     * A way on which answers to a client can go.
     *
     * @param channel {@code mail}, or the key of a source
     * @param address of mail or of a chat
     */
    public record Way(String channel, String address) {}

    /** The ways on which this client can be answered: the present one first, then his other chats and his addresses. */
    public List<Way> waysTo(String number) {
        var request = find(number);
        var person = request.map(RequestCard::person).orElse(null);
        var ways = new java.util.LinkedHashSet<Way>();
        request.filter(card -> !card.clientAddress().isEmpty())
                .ifPresent(card -> ways.add(new Way(card.channel(), card.clientAddress())));
        if (person != null) {
            jdbc.sql("select distinct channel, client_address from request where person = ? and client_address <> ''"
                            + " order by channel, client_address limit 20")
                    .param(person)
                    .query((row, index) -> ways.add(new Way(row.getString("channel"), row.getString("client_address"))))
                    .list();
            people.find(person).stream()
                    .flatMap(card -> card.points().stream())
                    .filter(point -> point.kind() == ContactPoint.Kind.EMAIL)
                    .forEach(point -> ways.add(new Way(Outbox.MAIL, point.written())));
        }
        return List.copyOf(ways);
    }

    /** From now on answers go another way to the same client. */
    public void answerOver(String number, Way way) {
        attempts.run(() -> {
            var request = permitted(number, Action.CHANGE);
            if (!waysTo(number).contains(way)) {
                throw new Refusal("requests.noSuchWay", number);
            }
            var before = request.clientAddress();
            if (!before.equals(way.address()) || !request.channel().equals(way.channel())) {
                request.answersGo(way.channel(), way.address());
                tell(new History.Change(number, "wayChanged").from(before, way.address()));
            }
        });
    }

    private void send(Request request, String author, String manager, String text) {
        var onBehalf = author.equals(manager) ? null : manager;
        var key = request.number() + "/after/" + dialogue.lastId(request.id());
        var files = drafts.files(request.number(), author).stream()
                .map(OutgoingFile::id)
                .toList();
        if (!files.isEmpty() && !request.channel().equals(Outbox.MAIL)) {
            throw new Refusal("requests.filesByMailOnly", request.number());
        }
        var letter = post(request, key, author, text + "\n\n-- \n" + signature(manager), false, files);
        responses.answered(request, manager, author, letter);
        dialogue.add(request.id(), Kind.TO_CLIENT, author, onBehalf, text.strip(), letter, request.channel());
        request.heard(text.strip(), false, clock.instant());
        request.awaits(letter);
        request.move(RequestStatus.WAITING_FOR_CLIENT, Ball.SYSTEM);
        lockFirst();
        tell(new History.Change(request.number(), "letterWritten")
                .onBehalfOf(onBehalf)
                .because(letter));
    }

    private String post(Request request, String key, String author, String text, boolean automatic, List<Long> files) {
        if (request.clientAddress().isEmpty()) {
            throw new Refusal("requests.noAddress", request.number());
        }
        var fromClient = letters.find(dialogue.clientLetters(request.id()));
        var newest = fromClient.stream()
                .max(java.util.Comparator.comparingLong(ReceivedLetter::id))
                .filter(letter -> letter.messageId() != null);
        var references = newest.map(letter -> {
                    var all = new java.util.ArrayList<>(letter.references());
                    all.add(String.valueOf(letter.messageId()));
                    return List.copyOf(all);
                })
                .orElse(List.of());
        var title = request.title().isBlank() ? mailText("mail.noSubject") : request.title();
        var draft = new LetterDraft(
                request.channel(),
                key,
                request.number(),
                author.equals(SYSTEM) ? request.manager() : author,
                signature(request.manager()),
                request.clientAddress(),
                request.clientName(),
                "Re: %s [%s]".formatted(title.replaceFirst("(?i)^(re:\\s*)+", ""), request.number()),
                text,
                newest.map(ReceivedLetter::messageId).orElse(null),
                references,
                automatic);
        // A lead from a form or by phone is answered too, though there is no letter to reply to.
        var isAnswer = !automatic && dialogue.first(request.id()).isPresent();
        return outbox.post(isAnswer ? draft.asAnswer() : draft, files).number();
    }

    private String signature(@Nullable String manager) {
        return manager == null ? mailText("mail.signature") : accounts.nameOf(manager);
    }

    /** Texts of letters that processes write themselves, in the company's language. */
    String mailText(String key, Object... arguments) {
        return Refusal.text(key, language, arguments);
    }

    /**
     * Locks the row of the request before the engine writes its own: a timer and a letter that come at the same moment take their locks in
     * one order, so that one of them waits and then sees what the other did.
     */
    private void lockFirst() {
        repository.flush();
    }

    private void move(String number, RequestStatus status, Ball ball, String kind) {
        var request = byNumber(number);
        var before = request.status();
        request.move(status, ball);
        lockFirst();
        tell(new History.Change(number, kind).from(before.name(), status.name()));
    }

    void tell(History.Change change) {
        history.tell(change);
        signals.say(Signals.REQUESTS);
    }

    Request byId(long id) {
        return repository.findById(id).orElseThrow();
    }

    Request byNumber(String number) {
        return repository.findByNumber(number).orElseThrow(() -> new Refusal("requests.unknown", number));
    }

    /**
     * The request, if the person may do this with it; unknown when he may not even see it.
     */
    Request permitted(String number, Action action) {
        var request = byNumber(number);
        if (!seen().covers(request.manager(), request.queue())) {
            throw new Refusal("requests.unknown", number);
        }
        policy.require(Section.REQUESTS, action, request.manager(), request.queue());
        return request;
    }

    static void requireOpen(Request request) {
        if (!request.status().isOpen()) {
            throw new Refusal("requests.notOpen", request.number());
        }
    }

    void requireManager(String login) {
        if (!isManager(login)) {
            throw new Refusal("requests.notAManager", accounts.nameOf(login));
        }
    }

    private void requireTeam(String queue) {
        var team = accounts.group(queue)
                .filter(group -> group.kind() == WorkGroup.Kind.TEAM)
                .orElseThrow(() -> new Refusal("requests.unknownTeam", queue));
        if (!hasManager(team)) {
            throw new Refusal("requests.teamWithoutManagers", String.valueOf(team.name()));
        }
    }

    private static String managerOf(Request request) {
        return java.util.Objects.requireNonNull(request.manager(), "request without a manager: " + request.number());
    }
}
