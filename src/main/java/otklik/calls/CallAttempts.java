package otklik.calls;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import otklik.customers.ClientReach;
import otklik.customers.ClientZone;
import otklik.customers.ContactLeases;
import otklik.customers.ContactPoint;
import otklik.customers.PointState;
import otklik.customers.PointStates;
import otklik.customers.Suppressions;
import otklik.engine.Attempts;
import otklik.engine.TaskChanged;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.security.WorkMode;
import otklik.telephony.CallCause;
import otklik.telephony.CallChanged;
import otklik.telephony.CallOrder;
import otklik.telephony.CallState;
import otklik.telephony.PhoneCalls;
import otklik.work.Conveyor;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;
import otklik.work.TaskIssued;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/**
 * Attempts to reach clients: beginning one for a task, what the telephony tells of it, and the steps of the diagram {@code call-attempt}. An
 * attempt has one call in the ledger of telephony, under its own number; of an answer and an end at the same moment the one that came first
 * in the ledger wins (E30).
 */
@Service
public class CallAttempts {
    /** Topic of every change of an attempt. */
    public static final String TOPIC = "attempts";

    private static final String FLOW = "call-attempt";

    private static final Logger log = LoggerFactory.getLogger(CallAttempts.class);

    private final AttemptRows rows;
    private final AttemptProcess process;
    private final ContactRepairs repairs;
    private final CallWindows windows;
    private final RetryMoments moments;
    private final PhoneCalls phones;
    private final ObjectProvider<DialledWork> flows;
    private final ObjectProvider<TaskFactsSource> sources;
    private final WorkItems work;
    private final Conveyor conveyor;
    private final ClientZone zones;
    private final ClientReach clients;
    private final ContactLeases leases;
    private final Suppressions suppressions;
    private final PointStates points;
    private final Accounts accounts;
    private final Attempts attempts;
    private final Parameters parameters;
    private final History history;
    private final Signals signals;
    private final Clock clock;

    CallAttempts(
            AttemptRows rows,
            @Lazy AttemptProcess process,
            ContactRepairs repairs,
            CallWindows windows,
            RetryMoments moments,
            PhoneCalls phones,
            ObjectProvider<DialledWork> flows,
            ObjectProvider<TaskFactsSource> sources,
            @Lazy WorkItems work,
            @Lazy Conveyor conveyor,
            ClientZone zones,
            ClientReach clients,
            ContactLeases leases,
            Suppressions suppressions,
            PointStates points,
            Accounts accounts,
            Attempts attempts,
            Parameters parameters,
            History history,
            Signals signals,
            Clock clock) {
        this.rows = rows;
        this.process = process;
        this.repairs = repairs;
        this.windows = windows;
        this.moments = moments;
        this.phones = phones;
        this.flows = flows;
        this.sources = sources;
        this.work = work;
        this.conveyor = conveyor;
        this.zones = zones;
        this.clients = clients;
        this.leases = leases;
        this.suppressions = suppressions;
        this.points = points;
        this.accounts = accounts;
        this.attempts = attempts;
        this.parameters = parameters;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Orders a call for the task in the person's hand.
     *
     * @throws Refusal with the first rule that forbids it
     */
    public CallAttempt begin(String login, WorkItem item) {
        return attempts.inTransaction(() -> {
            var facts = facts(item);
            var why = whyNot(item, facts, login);
            var rule = why.rule();
            if (rule != null) {
                throw new Refusal("calls.notDialled", rule);
            }
            return begun(login, item, facts, zone(facts));
        });
    }

    private CallAttempt begun(String login, WorkItem item, TaskFacts facts, ClientZone.Zone zone) {
        var now = clock.instant();
        var contact = contact(item, facts);
        var number = rows.insert(
                item,
                facts,
                contact,
                login,
                rows.count(contact, startOfDay(zone, now)) + 1,
                rows.countInVain(contact, restBegan(now)) + 1,
                now);
        process.callWanted(number, facts.phone() != null);
        var attempt = rows.find(number).orElseThrow();
        said(attempt);
        return attempt;
    }

    /** The newest attempt for the task. */
    public Optional<CallAttempt> ofTask(String taskId) {
        return rows.newest(taskId);
    }

    /** Attempts of a case, the newest first. */
    public List<CallAttempt> ofCase(String caseKey, int limit) {
        return rows.ofCase(caseKey, limit);
    }

    /** Why the program does not dial for the task just now; the first rule that fails. */
    public WhyNotDialled whyNot(WorkItem item) {
        return whyNot(item, facts(item), CurrentUser.login().orElse(null));
    }

    private WhyNotDialled whyNot(WorkItem item, TaskFacts facts, @Nullable String login) {
        var now = clock.instant();
        var zone = zone(facts);
        var rule = rule(item, facts, login, zone, now);
        var isClosed = rule == DialRule.CLOSED_WINDOW || rule == DialRule.CLOSED_WINDOW_ASSUMED;
        return new WhyNotDialled(rule, isClosed ? windows.next(zone, now) : null, zone);
    }

    private @Nullable DialRule rule(
            WorkItem item, TaskFacts facts, @Nullable String login, ClientZone.Zone zone, Instant now) {
        if (!facts.isCall()) {
            return DialRule.NO_CALL;
        }
        if (flow(item).isEmpty()) {
            return DialRule.NO_FLOW;
        }
        var point = Optional.ofNullable(facts.phone()).flatMap(CallAttempts::point);
        if (point.isEmpty()) {
            return clients.isBarred(contact(item, facts)) ? DialRule.DO_NOT_CALL : DialRule.NO_NUMBER;
        }
        if (suppressions.isSuppressed(List.of(point.get())) || points.of(point.get()) == PointState.DO_NOT_USE) {
            return DialRule.DO_NOT_CALL;
        }
        if (rows.open(item.taskId()).isPresent()) {
            return DialRule.UNDER_WAY;
        }
        if (login != null && rows.isInCall(login)) {
            return DialRule.IN_CALL;
        }
        var contact = contact(item, facts);
        if (rows.countInVain(contact, restBegan(now)) >= parameters.number(Parameter.MOST_ATTEMPTS)) {
            return DialRule.LIMIT;
        }
        if (rows.count(contact, startOfDay(zone, now)) >= parameters.number(Parameter.MOST_ATTEMPTS_PER_DAY)) {
            return DialRule.DAY_LIMIT;
        }
        if (login != null && !leases.isFree(contact, login, isPromised(item))) {
            return DialRule.CLIENT_IN_HAND;
        }
        if (!isPromised(item) && !windows.isOpen(zone, now)) {
            return zone.isAssumed() ? DialRule.CLOSED_WINDOW_ASSUMED : DialRule.CLOSED_WINDOW;
        }
        return null;
    }

    /** What a person has promised for a moment is kept, whatever the hour is where the client is. */
    private static boolean isPromised(WorkItem item) {
        return item.notBefore() != null && item.assignee() != null && item.leaseUntil() == null;
    }

    private static Optional<ContactPoint> point(String phone) {
        // The country is of no matter: what can be dialled is written in E.164.
        return ContactPoint.phone(phone, "ZZ");
    }

    /** As they are now: the number may have been corrected since the task was created. */
    private TaskFacts facts(WorkItem item) {
        return CurrentUser.asNobody(() -> sources.stream()
                .filter(source -> item.businessKey().startsWith(source.prefix()))
                .findFirst()
                .map(source -> source.of(item.businessKey(), item.taskKey()))
                .orElse(TaskFacts.NONE));
    }

    private static String contact(WorkItem item, TaskFacts facts) {
        return facts.contact() == null ? item.businessKey() : facts.contact();
    }

    private ClientZone.Zone zone(TaskFacts facts) {
        var contact = facts.contact();
        return zones.of(
                contact != null && contact.startsWith("K-") ? contact : null,
                contact != null && contact.startsWith("P-") ? contact : null,
                facts.phone());
    }

    /** Of the client's day: the limit is how often he is disturbed on one. */
    private static Instant startOfDay(ClientZone.Zone zone, Instant now) {
        return now.atZone(zone.id()).toLocalDate().atStartOfDay(zone.id()).toInstant();
    }

    /** What lies further back than a client's rest is forgotten: he may be called as if for the first time. */
    private Instant restBegan(Instant now) {
        return now.minus(parameters.duration(Parameter.RECOVERY_COOL_DOWN));
    }

    private Optional<DialledWork> flow(WorkItem item) {
        return flows.stream().filter(flow -> flow.serves(item)).findFirst();
    }

    /** Whose mode it is, his call is ordered with the issue of the task; where no number can be dialled, the right one is asked for. */
    @EventListener
    void on(TaskIssued issued) {
        dialled(issued.login(), issued.item());
    }

    private void dialled(String login, WorkItem item) {
        if (accounts.byLogin(login)
                .filter(account -> account.workMode() == WorkMode.CONVEYOR_AUTODIAL)
                .isEmpty()) {
            return;
        }
        var facts = facts(item);
        var rule = whyNot(item, facts, login).rule();
        if (rule == null || rule == DialRule.NO_NUMBER) {
            begun(login, item, facts, zone(facts));
        } else if (rule != DialRule.NO_CALL) {
            log.info("Task {} of {} is not dialled: {}", item.taskId(), item.businessKey(), rule);
        }
    }

    /** What the telephony tells of the call of an attempt, inside the transaction that changes the ledger. */
    @EventListener
    void on(CallChanged change) {
        var call = change.call();
        var number = call.key();
        if (!number.startsWith(AttemptRows.PREFIX)) {
            return;
        }
        var found = rows.lock(number);
        if (found.isEmpty()) {
            return;
        }
        var attempt = found.get();
        var cause = call.cause();
        if (call.state() == CallState.ANSWERED && attempt.isWaiting()) {
            process.callAnswered(number);
        } else if (call.state() == CallState.ENDED && attempt.isLive() && cause != null) {
            if (cause == CallCause.ANSWERED && attempt.isWaiting()) {
                // That somebody answered is told with the end only.
                process.callAnswered(number);
            }
            process.callEnded(number, cause);
        } else {
            said(attempt);
        }
    }

    /** Where the task is gone there is no reason to call any more: somebody has paid, or cancelled what the call was about (E39). */
    @EventListener
    void on(TaskChanged change) {
        if (change.kind() == TaskChanged.Kind.COMPLETED || change.kind() == TaskChanged.Kind.DELETED) {
            rows.open(change.task().id())
                    .filter(CallAttempt::isWaiting)
                    .ifPresent(attempt ->
                            CurrentUser.asNobody(() -> phones.giveUp(attempt.number(), CallCause.CANCELLED)));
        }
    }

    /** Orders the call, for the step of the diagram. */
    public void order(String number) {
        var attempt = rows.find(number).orElseThrow();
        // Who has the task in hand has the call as well, whatever else he may call.
        CurrentUser.asNobody(() -> phones.order(new CallOrder(
                number,
                attempt.login(),
                java.util.Objects.requireNonNull(attempt.phone()),
                attempt.caseKey(),
                parameters.duration(Parameter.RING_TIME))));
    }

    /** Somebody has answered: the task stays, for the step of the diagram. */
    public void connected(String number) {
        var now = clock.instant();
        rows.connected(number, now);
        var attempt = rows.find(number).orElseThrow();
        // Who let it ring was not come to; how often it may ring in vain is a limit of its own.
        leases.touched(attempt.contact(), FLOW, now);
        said(attempt);
    }

    /** The provider is silent: the person is asked whether he is talking, for the step of the diagram (E31). */
    public void ask(String number) {
        rows.move(number, AttemptState.ASKED);
        said(rows.find(number).orElseThrow());
    }

    /**
     * What the ladder has to know.
     *
     * @param attemptOfDay from 1
     */
    public record Outcome(long attemptOfDay, long attemptsLeftToday, long attemptsLeft, CallWindows.Half halfOfDay) {}

    /** Notes how the call ended, for the step of the diagram; a call of which nobody knows is given up in the ledger, too. */
    public Outcome ended(String number, CallCause cause) {
        var attempt = rows.lock(number).orElseThrow();
        rows.ended(number, cause, clock.instant());
        if (attempt.state() == AttemptState.ASKED && cause == CallCause.PROVIDER_SILENT) {
            settle(number);
        }
        if (cause == CallCause.ANSWERED || cause == CallCause.CANCELLED) {
            // The task stays with the person; nothing follows.
            rows.closed(number, null);
            dialNext(attempt);
        }
        said(attempt);
        var zone = zone(attempt);
        return new Outcome(
                attempt.ofDay(),
                parameters.number(Parameter.MOST_ATTEMPTS_PER_DAY) - attempt.ofDay(),
                parameters.number(Parameter.MOST_ATTEMPTS) - attempt.inAll(),
                windows.half(zone.id(), attempt.startedAt()));
    }

    /** Who finished the task while he was still talking has the next one in hand already: it is dialled now. */
    private void dialNext(CallAttempt talked) {
        CurrentUser.asNobody(() -> {
            if (work.find(talked.taskId()).isEmpty()) {
                conveyor.current(talked.login()).ifPresent(next -> dialled(talked.login(), next.item()));
            }
            return true;
        });
    }

    private void settle(String number) {
        var isGivenUp = phones.giveUp(number, CallCause.PROVIDER_SILENT);
        if (!isGivenUp
                && phones.find(number)
                        .filter(call -> call.state() == CallState.ANSWERED)
                        .isPresent()) {
            // The answer that has just come wins; this transaction is undone, and its timer with the answer.
            throw new IllegalStateException("Call %s was answered at the same moment".formatted(number));
        }
    }

    private ClientZone.Zone zone(CallAttempt attempt) {
        return zone(new TaskFacts(attempt.contact(), attempt.phone(), null, true));
    }

    /** Closes the task and plans the call anew, for the step of the diagram. */
    public void planRetry(String number, String word) {
        var attempt = rows.lock(number).orElseThrow();
        var at = moments.at(word, zone(attempt));
        settled(attempt, "callRetryPlanned", at, (flow, item, cause) -> flow.notConnected(item, cause, at));
    }

    /** Closes the task as "unreachable", for the step of the diagram. */
    public void giveUp(String number) {
        settled(rows.lock(number).orElseThrow(), "callsExhausted", null, DialledWork::unreachable);
    }

    /** Closes the task and asks for the right number, for the step of the diagram. */
    public void askForNumber(String number) {
        var attempt = rows.lock(number).orElseThrow();
        if (attempt.cause() == null) {
            rows.ended(number, CallCause.INVALID_NUMBER, clock.instant());
        }
        var ended = rows.find(number).orElseThrow();
        settled(ended, "callNumberWanted", null, (flow, item, cause) -> {
            repairs.open(item, ended, cause);
            flow.incompleteData(item, cause);
        });
    }

    private interface Settling {
        void with(DialledWork flow, WorkItem item, CallCause cause);
    }

    /** What the person has closed or handed over meanwhile stays as he left it. */
    private void settled(CallAttempt attempt, String kind, @Nullable Instant retryAt, Settling how) {
        CurrentUser.asNobody(() -> {
            work.find(attempt.taskId()).ifPresent(item -> flow(item).ifPresent(flow -> {
                var cause = java.util.Objects.requireNonNull(attempt.cause());
                history.tell(new History.Change(attempt.caseKey(), kind)
                        .from(attempt.phone(), retryAt == null ? null : retryAt.toString())
                        .because(cause.name()));
                how.with(flow, item, cause);
            }));
            rows.closed(attempt.number(), retryAt);
            return true;
        });
        said(attempt);
    }

    private void said(CallAttempt attempt) {
        signals.say(TOPIC);
        signals.say(attempt.number());
        signals.say(attempt.caseKey());
    }
}
