package otklik.requests;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.mail.LetterDraft;
import otklik.mail.Letters;
import otklik.mail.Outbox;
import otklik.mail.ReceivedLetter;
import otklik.requests.ThreadEntry.Kind;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.FirstMessageGrants;
import otklik.staff.Teams;

/**
 * Everything that can be asked of requests and done to them. What follows from an act is decided by the diagram
 * {@code requests/request-lifecycle}; its steps come back here to store and to send.
 */
@Service
public class Requests {
    private static final String SYSTEM = "otklik";

    private final RequestRepository repository;
    private final RequestProcess process;
    private final Dialogue dialogue;
    private final Drafts drafts;
    private final Outbox outbox;
    private final Letters letters;
    private final Accounts accounts;
    private final FirstMessageGrants grants;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Locale language;

    Requests(
            RequestRepository repository,
            @org.springframework.context.annotation.Lazy RequestProcess process,
            Dialogue dialogue,
            Drafts drafts,
            Outbox outbox,
            Letters letters,
            Accounts accounts,
            FirstMessageGrants grants,
            History history,
            Signals signals,
            Attempts attempts,
            JdbcClient jdbc,
            Clock clock,
            Settings settings) {
        this.repository = repository;
        this.process = process;
        this.dialogue = dialogue;
        this.drafts = drafts;
        this.outbox = outbox;
        this.letters = letters;
        this.accounts = accounts;
        this.grants = grants;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.jdbc = jdbc;
        this.clock = clock;
        this.language = settings.language();
    }

    /**
     * What a new request is made of.
     *
     * @param letterId the letter it begins with, if it came by mail
     * @param manager login, or none for the common stream
     * @param firstMessage the first message in the manager's name, written by the operator who has the grant; none otherwise
     * @param operator login of the person who opens it
     */
    public record Opening(
            String sourceMessage,
            String clientName,
            String clientAddress,
            String title,
            String text,
            @Nullable Long letterId,
            @Nullable String manager,
            @Nullable String firstMessage,
            @Nullable String operator) {}

    /** Opens a request and starts its process; refused when the manager is not one or has left (E20). */
    @Transactional
    public String open(Opening opening) {
        var manager = opening.manager() == null || opening.manager().isBlank()
                ? null
                : opening.manager().strip();
        var written = opening.firstMessage() != null && !opening.firstMessage().isBlank();
        if (manager != null) {
            requireManager(manager);
        } else if (written) {
            throw new Refusal("requests.managerMissing");
        }
        var request = repository.saveAndFlush(new Request(
                repository.nextId(),
                opening.clientName(),
                opening.clientAddress(),
                opening.title(),
                manager,
                opening.sourceMessage(),
                clock.instant()));
        dialogue.add(
                request.id(), Kind.FROM_CLIENT, opening.clientName(), null, opening.text(), opening.letterId(), null);
        request.heard(opening.text(), true, clock.instant());
        tell(new History.Change(request.number(), "requestOpened")
                .from(opening.sourceMessage(), manager)
                .because(opening.title()));
        if (written && opening.operator() != null) {
            drafts.save(request.number(), opening.operator(), String.valueOf(opening.firstMessage()));
        }
        repository.flush();
        request.livesIn(process.open(request.number(), manager, written));
        return request.number();
    }

    /** The client has written: the letter joins the dialogue, and the process hears of it if it waits for the client. */
    public void clientWrote(String number, ReceivedLetter letter) {
        attempts.run(() -> {
            var request = living(number);
            dialogue.add(request.id(), Kind.FROM_CLIENT, sender(letter), null, letter.text(), letter.id(), null);
            request.heard(letter.text(), true, clock.instant());
            tell(new History.Change(request.number(), "clientWrote").because(letter.subject()));
            repository.flush();
            // While the ball is with the manager the process waits for nobody: the dialogue has just grown by one line.
            if (request.ball() != Ball.MANAGER) {
                process.clientReplied(request.number());
            }
        });
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
    private Request living(String number) {
        var request = byNumber(number);
        var into = request.mergedInto();
        return request.status() == RequestStatus.MERGED && into != null ? living(into) : request;
    }

    private static String sender(ReceivedLetter letter) {
        return letter.fromName().isBlank() ? letter.fromAddress() : letter.fromName();
    }

    /** An automatic answer or a letter that is nobody's turn: kept in the dialogue, counts as no answer (E14). */
    public void noteAutomaticLetter(String number, ReceivedLetter letter) {
        attempts.run(() -> {
            var request = living(number);
            dialogue.add(request.id(), Kind.AUTOMATIC, sender(letter), null, letter.text(), letter.id(), null);
            tell(new History.Change(request.number(), "automaticLetter").because(letter.subject()));
        });
    }

    // What the steps of the diagram do.

    @Transactional
    public void assign(String number, String manager) {
        requireManager(manager);
        var request = byNumber(number);
        var before = request.manager();
        request.assign(manager);
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

    /** Sends the manager's answer. */
    @Transactional
    public void sendAnswer(String number, @Nullable String author, String text) {
        if (text.isBlank()) {
            throw new Refusal("requests.textMissing");
        }
        var request = byNumber(number);
        var manager = managerOf(request);
        send(request, author == null ? manager : author, manager, text);
        drafts.forget(number, manager);
        if (author != null) {
            drafts.forget(number, author);
        }
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
        byNumber(number).closeAgain();
        tell(new History.Change(number, "lateReplyDismissed"));
    }

    @Transactional
    public void warnManager(String number) {
        var request = byNumber(number);
        request.warn();
        tell(new History.Change(number, "managerWarned").onBehalfOf(request.manager()));
    }

    @Transactional
    public void markManagerSilent(String number) {
        move(number, RequestStatus.MANAGER_SILENT, Ball.MANAGER, "managerSilent");
    }

    /** Asks the silent client once more, in the language of the company. The key makes a repeated job harmless. */
    @Transactional
    public void sendChaser(String number) {
        var request = byNumber(number);
        var text = mailText("mail.chaser", request.clientName(), signature(request.manager()));
        var letter = post(request, number + "/chaser/" + request.lastMessageAt().toEpochMilli(), SYSTEM, text, true);
        dialogue.add(request.id(), Kind.AUTOMATIC, SYSTEM, null, text, null, letter);
        tell(new History.Change(number, "chaserSent").because(letter));
    }

    @Transactional
    public void close(String number, RequestStatus outcome, @Nullable String reason) {
        var request = byNumber(number);
        var before = request.status();
        request.close(outcome, reason, clock.instant());
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
        request.reopen();
        tell(new History.Change(number, "requestReopened")
                .from(before.name(), request.status().name()));
        return holder;
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
        attempts.run(() -> {
            requireMayAct(requireOpen(number));
            process.closed(number, outcome, reason == null || reason.isBlank() ? null : reason.strip());
        });
    }

    public void reopenByHand(String number) {
        attempts.run(() -> {
            var request = byNumber(number);
            requireMayAct(request);
            var status = request.status();
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
            requireManager(newManager);
            var request = requireOpen(number);
            requireMayAct(request);
            if (newManager.equals(request.manager())) {
                throw new Refusal("requests.alreadyTheirs", number, accounts.nameOf(newManager));
            }
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
            var request = requireOpen(number);
            var login = CurrentUser.login().orElseThrow();
            var queue = request.queue();
            if (request.manager() != null) {
                throw new Refusal("requests.takenAlready", number, accounts.nameOf(managerOf(request)));
            }
            if (queue != null
                    && accounts.byLogin(login)
                            .filter(account -> account.groups().contains(queue))
                            .isEmpty()) {
                throw new Refusal("requests.ofAnotherTeam", number);
            }
            requireManager(login);
            process.taken(number, login);
            // Remembered, so that it can go back there when the person leaves the team.
            byNumber(number).comesFrom(queue);
        });
    }

    /** Joins a request to another of the same client: its dialogue moves there, its process ends. */
    public void merge(String number, String into) {
        attempts.run(() -> {
            var from = requireOpen(number);
            var to = requireOpen(into);
            requireMayAct(from);
            if (number.equals(into)) {
                throw new Refusal("requests.mergeWithItself", number);
            }
            if (!from.clientAddress().equals(to.clientAddress())) {
                throw new Refusal("requests.mergeOfStrangers", number, into);
            }
            var isUnanswered = from.ball() == Ball.MANAGER && from.isLastFromClient() && to.ball() == Ball.CLIENT;
            dialogue.move(from.id(), to.id());
            drafts.moveTo(number, into);
            // The last word is written to the other request too, so that two merges that cross cannot both succeed.
            to.heard(from.lastMessage(), from.isLastFromClient(), clock.instant());
            from.mergeInto(into, clock.instant());
            tell(new History.Change(into, "requestJoined").from(number, into));
            repository.flush();
            process.merged(number);
            if (isUnanswered) {
                process.clientReplied(into);
            }
        });
    }

    public void addNote(String number, String text) {
        if (text.isBlank()) {
            throw new Refusal("requests.textMissing");
        }
        attempts.run(() -> {
            var author = CurrentUser.login().orElse(SYSTEM);
            dialogue.add(byNumber(number).id(), Kind.NOTE, author, null, text.strip(), null, null);
            tell(new History.Change(number, "noteAdded"));
        });
    }

    // Questions.

    public Optional<RequestCard> find(String number) {
        return repository.findByNumber(number).map(Request::card);
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

    /** The last 300 lines of the dialogue, the oldest first. */
    public List<ThreadEntry> dialogue(String number) {
        return dialogue.last(number, 300);
    }

    /** The newest open request of a client, by address. */
    public Optional<String> openRequestOf(String clientAddress) {
        return jdbc.sql(
                        """
                        select number from request where client_address = ? and status in (:open)
                        order by last_message_at desc limit 1"""
                                .replace("?", ":address"))
                .param("address", clientAddress)
                .param("open", openStatuses())
                .query(String.class)
                .optional();
    }

    /** All requests of a client, the newest first; at most twenty. */
    public List<RequestCard> ofClient(String clientAddress) {
        return jdbc.sql("select * from request where client_address = ? order by last_message_at desc limit 20")
                .param(clientAddress)
                .query(Requests::card)
                .list();
    }

    /** One page of a view, the latest message first. */
    public List<RequestCard> list(RequestView view, String login, String text, int offset, int limit) {
        var where = where(view, text);
        var query = jdbc.sql("select * from request where " + where
                        + " order by last_message_at desc, id desc limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .param("login", login);
        return bind(query, view, text).query(Requests::card).list();
    }

    /** How many open requests stand in each status; {@link RequestView#MINE} counts the person's own. */
    public Map<RequestView, Integer> counts(String login) {
        var counts = new EnumMap<RequestView, Integer>(RequestView.class);
        jdbc.sql("select status, manager, count(*) as n from request where status in (:open) group by status, manager")
                .param("open", awaitingStatuses())
                .query((row, number) -> {
                    var status = RequestStatus.valueOf(row.getString("status"));
                    int n = row.getInt("n");
                    if (login.equals(row.getString("manager"))) {
                        counts.merge(RequestView.MINE, n, Integer::sum);
                    }
                    counts.merge(RequestView.ALL, n, Integer::sum);
                    var shownAs = status == RequestStatus.LATE_REPLY ? RequestStatus.REPLY_RECEIVED : status;
                    for (var view : RequestView.values()) {
                        if (view.name().equals(shownAs.name())) {
                            counts.merge(view, n, Integer::sum);
                        }
                    }
                    return n;
                })
                .list();
        return counts;
    }

    /** How many dialogues wait for this manager's answer: the counter of the side bar. */
    public int countForMe(String login) {
        return jdbc.sql(
                        "select count(*) from request where manager = ? and status in ('REPLY_RECEIVED', 'MANAGER_SILENT', 'LATE_REPLY', 'ASSIGNED')")
                .param(login)
                .query(Integer.class)
                .single();
    }

    private static String where(RequestView view, String text) {
        var condition =
                switch (view) {
                    case ALL -> "1 = 1";
                    case MINE -> "manager = :login and status in (:statuses)";
                    case CLOSED -> "status in (:statuses)";
                    case REPLY_RECEIVED, NEW, MANAGER_SILENT, WAITING_FOR_CLIENT -> "status in (:statuses)";
                };
        return text.isBlank()
                ? condition
                : condition
                        + " and (lower(client_name) like :text or client_address like :text or lower(number) = :exact"
                        + " or lower(title) like :text)";
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec query, RequestView view, String text) {
        var bound = view == RequestView.ALL
                ? query
                : query.param(
                        "statuses",
                        switch (view) {
                            case MINE -> awaitingStatuses();
                            case CLOSED ->
                                Arrays.stream(RequestStatus.values())
                                        .filter(status -> !status.isOpen() && status != RequestStatus.LATE_REPLY)
                                        .map(Enum::name)
                                        .toList();
                            case REPLY_RECEIVED ->
                                List.of(RequestStatus.REPLY_RECEIVED.name(), RequestStatus.LATE_REPLY.name());
                            default -> List.of(view.name());
                        });
        if (text.isBlank()) {
            return bound;
        }
        var needle = text.strip().toLowerCase(Locale.ROOT);
        return bound.param("text", "%" + needle + "%").param("exact", needle);
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

    private static RequestCard card(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        var closed = row.getObject("closed_at", OffsetDateTime.class);
        return new RequestCard(
                row.getString("number"),
                row.getString("process_instance_id"),
                row.getString("client_name"),
                row.getString("client_address"),
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
                closed == null ? null : closed.toInstant());
    }

    // Letters.

    private void send(Request request, String author, String manager, String text) {
        var onBehalf = author.equals(manager) ? null : manager;
        var key = request.number() + "/after/" + dialogue.lastId(request.id());
        var letter = post(request, key, author, text + "\n\n-- \n" + signature(manager), false);
        dialogue.add(request.id(), Kind.TO_CLIENT, author, onBehalf, text.strip(), null, letter);
        request.heard(text.strip(), false, clock.instant());
        request.move(RequestStatus.WAITING_FOR_CLIENT, Ball.CLIENT);
        tell(new History.Change(request.number(), "letterWritten")
                .onBehalfOf(onBehalf)
                .because(letter));
    }

    private String post(Request request, String key, String author, String text, boolean automatic) {
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
        return outbox.post(new LetterDraft(
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
                        automatic))
                .number();
    }

    private String signature(@Nullable String manager) {
        return manager == null ? mailText("mail.signature") : accounts.nameOf(manager);
    }

    /** Texts of letters that processes write themselves, in the company's language. */
    private String mailText(String key, Object... arguments) {
        return Refusal.text(key, language, arguments);
    }

    private void move(String number, RequestStatus status, Ball ball, String kind) {
        var request = byNumber(number);
        var before = request.status();
        request.move(status, ball);
        tell(new History.Change(number, kind).from(before.name(), status.name()));
    }

    private void tell(History.Change change) {
        history.tell(change);
        signals.say(Signals.REQUESTS);
    }

    private Request byNumber(String number) {
        return repository.findByNumber(number).orElseThrow(() -> new Refusal("requests.unknown", number));
    }

    private Request requireOpen(String number) {
        var request = byNumber(number);
        if (!request.status().isOpen()) {
            throw new Refusal("requests.notOpen", number);
        }
        return request;
    }

    private void requireManager(String login) {
        var account = accounts.byLogin(login).filter(Account::active).filter(found -> found.is(Role.MANAGER));
        if (account.isEmpty()) {
            throw new Refusal("requests.notAManager", accounts.nameOf(login));
        }
    }

    /** A colleague's request is closed, handed over, merged and reopened by a head or an administrator only. */
    private static void requireMayAct(Request request) {
        var isMine = CurrentUser.login()
                .map(login -> login.equals(request.manager()))
                .orElse(true);
        if (!isMine && request.manager() != null && !CurrentUser.is(Role.HEAD) && !CurrentUser.is(Role.ADMINISTRATOR)) {
            throw new Refusal("requests.notYours", request.number());
        }
    }

    private static String managerOf(Request request) {
        return java.util.Objects.requireNonNull(request.manager(), "request without a manager: " + request.number());
    }
}
