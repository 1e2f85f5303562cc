package otklik.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.Decisions;
import otklik.engine.Processes;
import otklik.history.History;
import otklik.kernel.Noted;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.work.Candidates.Crowd;
import otklik.work.Candidates.Found;
import otklik.work.Candidates.Next;
import otklik.work.Candidates.Waiting;

/**
 * The right next task for a person in a work session: what is in hand first, for nothing is taken away; then by the rank of the type, the
 * personal ones before those of the team, the urgent, the earlier due and the older first. What to do when a planned task is near or
 * nothing is ready is decided by processes/work/next-task.dmn. However many people ask at once, none gets what another has.
 */
@Service
public class Conveyor {
    /** Contract of processes/work/next-task.dmn. */
    private static final String TABLE = "next-task";

    /** So often others may be faster before it is said that there is nothing; at the tasks of one type, before they are left to them. */
    private static final int TRIED = 20;

    private static final int TRIED_OF_A_TYPE = 5;

    /** So many clients who cannot be had now are put aside by one press. */
    private static final int CLIENTS_ASIDE = 200;

    private final Candidates candidates;
    private final WorkSessions sessions;
    private final WorkIssues issues;
    private final WorkItems items;
    private final WorkReasons reasons;
    private final Skips skips;
    private final ClientsInHand clients;
    private final TaskTypes types;
    private final Decisions decisions;
    private final Processes processes;
    private final Attempts attempts;
    private final Accounts accounts;
    private final History history;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Parameters parameters;
    private final Clock clock;
    private final Map<Map<String, Boolean>, Act> decided = new ConcurrentHashMap<>();

    Conveyor(
            Candidates candidates,
            WorkSessions sessions,
            WorkIssues issues,
            WorkItems items,
            WorkReasons reasons,
            Skips skips,
            ClientsInHand clients,
            TaskTypes types,
            Decisions decisions,
            Processes processes,
            Attempts attempts,
            Accounts accounts,
            History history,
            Signals signals,
            ApplicationEventPublisher events,
            Parameters parameters,
            Clock clock) {
        this.candidates = candidates;
        this.sessions = sessions;
        this.issues = issues;
        this.items = items;
        this.reasons = reasons;
        this.skips = skips;
        this.clients = clients;
        this.types = types;
        this.decisions = decisions;
        this.processes = processes;
        this.attempts = attempts;
        this.accounts = accounts;
        this.history = history;
        this.signals = signals;
        this.events = events;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** What {@code next-task.dmn} says. */
    private enum Act {
        issuePlanned,
        issueReady,
        wait,
        recover,
        nothing
    }

    /** What the person has in hand, with the reason why he got it; whatever happens around, it stays there. */
    public Optional<NextTask.Issued> current(String login) {
        return sessions.of(login).map(WorkSession::task).flatMap(task -> inHand(login, task));
    }

    private Optional<NextTask.Issued> inHand(String login, String task) {
        return items.row(task)
                .filter(item -> item.forAll() ? items.hasOpenPart(item, login) : item.isHeldBy(login))
                .flatMap(item -> issues.why(login, task).map(why -> new NextTask.Issued(item, why)));
    }

    /** The task in hand or else the next one. Asked again, it answers the same until the task is done. */
    public NextTask next(String login) {
        WorkSessions.requireReal(login);
        return attempts.inTransaction(() -> nextOf(working(login)));
    }

    /** Begins at once the planned task for which the person would wait; where he need not wait, he gets the next one as ever. */
    public NextTask startNow(String login) {
        WorkSessions.requireReal(login);
        return attempts.inTransaction(() -> {
            var session = working(login);
            var next = nextOf(session);
            if (next instanceof NextTask.Waits waits) {
                clients.require(waits.planned(), login, sessions.keep());
                return issue(session, waits.planned(), why(waits.planned(), Lane.PERSONAL, Rule.STARTED_EARLY, null));
            }
            return next;
        });
    }

    /**
     * Finishes the task in hand with the answers of its form and brings the next one. Pressed twice, or from a window in which the session is
     * not any more, it finishes nothing: the first press has done it (E22). What has gone out of his hand meanwhile is refused: nobody else
     * has done it for him.
     *
     * @param taskId the task that the window shows
     */
    public NextTask completeAndNext(String login, String tab, String taskId, Map<String, Object> answers) {
        WorkSessions.requireReal(login);
        complete(login, tab, taskId, answers);
        return next(login);
    }

    /** Two transactions: what is done stays done, whatever becomes of the next one. */
    private void complete(String login, String tab, String taskId, Map<String, Object> answers) {
        try {
            attempts.run(() -> {
                var session = sessions.locked(login);
                session.requireHere(tab);
                requireNotPaused(session);
                if (taskId.equals(session.task())) {
                    processes.complete(taskId, answers);
                } else if (!issues.isDone(login, taskId)) {
                    throw new Refusal(session.task() == null ? "work.notInHand" : "work.notCurrent");
                }
            });
        } catch (RuntimeException failure) {
            // His part of a task for all, noted in the depths of the engine; the others have theirs.
            if (Refusal.in(failure).filter(Noted.class::isInstance).isEmpty()) {
                throw failure;
            }
            issues.ended(login, taskId, WorkIssues.End.DONE);
        }
    }

    /**
     * Puts the task in hand aside for today, at the cost of one of the day's skips.
     *
     * @param reasonKey id of an open reason of {@link WorkReasons}
     * @param text what there is to add, at most 500 characters
     */
    public void skip(String login, String reasonKey, @Nullable String text) {
        WorkSessions.requireReal(login);
        reasons.require(WorkReasons.Kind.SKIP, reasonKey);
        var note = text == null || text.isBlank() ? null : text.strip();
        if (note != null && note.length() > 500) {
            throw new Refusal("work.skip.long", 500);
        }
        attempts.run(() -> {
            var session = working(login);
            var item = Optional.ofNullable(session.task())
                    .flatMap(items::row)
                    .orElseThrow(() -> new Refusal("work.skip.nothing"));
            if (skipsLeft(login) <= 0) {
                throw new Refusal("work.skip.none", parameters.number(Parameter.SKIPS_PER_DAY));
            }
            skips.add(login, sessions.today(), item, reasonKey, note);
            sessions.giveBack(login, item.taskId(), WorkIssues.End.SKIPPED, clock.instant());
            signals.say(WorkSessions.TOPIC);
        });
    }

    /** How many tasks the person may still put aside today. */
    public int skipsLeft(String login) {
        return Math.max(
                0,
                parameters.number(Parameter.SKIPS_PER_DAY)
                        - skips.tasks(login, sessions.today()).size());
    }

    private WorkSessions.Locked working(String login) {
        var session = sessions.locked(login);
        requireNotPaused(session);
        return session;
    }

    private static void requireNotPaused(WorkSessions.Locked session) {
        if (session.isPaused()) {
            throw new Refusal("work.session.paused");
        }
    }

    private NextTask nextOf(WorkSessions.Locked session) {
        var login = session.login();
        if (session.task() != null) {
            var current = inHand(login, session.task());
            if (current.isPresent()) {
                return current.get();
            }
            // Taken away by a colleague who may do so; the record says it.
            issues.ended(login, session.task(), WorkIssues.End.GONE);
        }
        var groups = groups(login);
        var tries = new Tries();
        while (tries.mayGoOn()) {
            var next = tryNext(session, groups, tries);
            if (next.isPresent()) {
                return next.get();
            }
        }
        return nothing(login, groups, List.of(), clock.instant());
    }

    /** What was tried in vain for one press. */
    private static final class Tries {
        private final Map<Crowd, Integer> faster = new HashMap<>();
        private final Set<String> own = new HashSet<>();
        private int clientsAside;

        boolean mayGoOn() {
            return clientsAside < CLIENTS_ASIDE
                    && faster.values().stream().mapToInt(Integer::intValue).sum() < TRIED;
        }

        /** Somebody else has taken what was the best of a queue. */
        void wasSlow(WorkItem head) {
            faster.merge(new Crowd(String.valueOf(head.candidateGroup()), head.typeRank()), 1, Integer::sum);
        }

        /** Where others are taking all of a type, one goes on with the next type instead of waiting for them. */
        List<Crowd> crowds() {
            return faster.entrySet().stream()
                    .filter(one -> one.getValue() >= TRIED_OF_A_TYPE)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** The client of the task cannot be had now. What is free was put aside for everybody, the person's own only for him. */
        void isAside(WorkItem item, Lane lane) {
            clientsAside++;
            if (lane == Lane.PERSONAL) {
                own.add(item.taskId());
            }
        }
    }

    private List<String> groups(String login) {
        return accounts.byLogin(login)
                .map(account -> account.groups().stream().sorted().toList())
                .orElse(List.of());
    }

    /** Empty when somebody else was faster. */
    private Optional<NextTask> tryNext(WorkSessions.Locked session, List<String> groups, Tries tries) {
        var login = session.login();
        var now = clock.instant();
        var skipped = new HashSet<>(skips.tasks(login, sessions.today()));
        skipped.addAll(tries.own);
        if (tries.faster.isEmpty() && act(false, true, false, false) == Act.issueReady) {
            // Most people have nothing of their own most of the time: then one statement compares and takes.
            var taken = candidates.takeBest(login, groups, now, sessions.keep(), skipped);
            if (taken.isPresent()) {
                return give(session, taken.get().item(), Lane.TEAM, taken.get().next(), tries);
            }
        }
        var found = candidates.find(login, groups, now, skipped, tries.crowds());
        var ready = found.ready();
        var planned = found.planned();
        var best = ready.isEmpty() ? null : ready.get(0);
        var near = now.plus(parameters.duration(Parameter.LONGEST_BREAK));
        // What was promised for a moment is not done before it: a call is waited for, as long as one waits at all.
        var higher = planned.stream()
                .filter(one -> !begins(one).isAfter(now.plus(parameters.duration(Parameter.DUE_WINDOW))))
                .filter(one -> !one.facts().isCall() || !begins(one).isAfter(near))
                .filter(one -> best == null || one.typeRank() < best.item().typeRank())
                .min(Comparator.comparingInt(WorkItem::typeRank));
        var nearest = planned.isEmpty() ? null : planned.get(0);
        var isNear = nearest != null && !begins(nearest).isAfter(near);
        var gap = best != null || isNear ? List.<Found>of() : recovery(login, groups, now, nearest, skipped, tries);
        return switch (act(best != null && higher.isPresent(), best != null, isNear, !gap.isEmpty())) {
            case issuePlanned -> {
                var item = higher.orElseThrow();
                var next = best == null ? null : best.item().taskId();
                yield item.facts().isCall()
                        ? Optional.of(waits(item, next))
                        : give(
                                session,
                                item,
                                why(item, Lane.PERSONAL, Rule.HIGHER_TYPE_SAME_WINDOW, next),
                                Lane.PERSONAL,
                                tries);
            }
            case issueReady -> take(session, ready, now, tries);
            case wait -> Optional.of(waits(Objects.requireNonNull(nearest), null));
            case recover -> take(session, gap, now, tries);
            case nothing -> Optional.of(nothing(login, groups, planned, now));
        };
    }

    private NextTask waits(WorkItem item, @Nullable String next) {
        return new NextTask.Waits(item, begins(item), why(item, Lane.PERSONAL, Rule.PLANNED_SOON, next));
    }

    /** The table has four questions with two answers each; a deployment makes them be asked anew. */
    private Act act(boolean isHigherPlanned, boolean isReady, boolean isPlannedNear, boolean isRecoveryFitting) {
        return decided.computeIfAbsent(
                Map.of(
                        "isHigherPlannedSoon", isHigherPlanned,
                        "isSomethingReady", isReady,
                        "isPlannedWithinBreak", isPlannedNear,
                        "isRecoveryFitting", isRecoveryFitting),
                questions -> Act.valueOf(decisions.ask(TABLE, Map.copyOf(questions))));
    }

    @EventListener(ApplicationReadyEvent.class)
    void watch() {
        signals.listen(topic -> {
            if (topic.equals(Signals.DEPLOYMENTS)) {
                decided.clear();
            }
        });
    }

    /** Old clients whose usual task is done before the next planned one begins, as far as the day's share of them is not used up. */
    private List<Found> recovery(
            String login,
            List<String> groups,
            Instant now,
            @Nullable WorkItem nearest,
            Collection<String> skipped,
            Tries tries) {
        var day = parameters.number(Parameter.MOST_TASKS_PER_DAY);
        var share = parameters.percent(Parameter.RECOVERY_SHARE).doubleValue() / 100;
        if (issues.count(login, sessions.startOfDay(), Lane.RECOVERY) + 1 > day * share) {
            return List.of();
        }
        var gap = nearest == null ? null : Duration.between(now, begins(nearest));
        var fitting = types.all().stream()
                .filter(TaskType::recovery)
                .filter(type -> gap == null || type.usual().compareTo(gap) <= 0)
                .map(TaskType::rank)
                .toList();
        return candidates.recovery(login, groups, now, fitting, skipped, tries.crowds());
    }

    /** Takes the first; in its stead the next as urgent one of its queue, if somebody was faster. */
    private Optional<NextTask> take(WorkSessions.Locked session, List<Found> found, Instant now, Tries tries) {
        var first = found.get(0);
        var second = found.size() > 1 ? found.get(1) : null;
        var item = first.item();
        var taken = first.lane() == Lane.PERSONAL || item.forAll() || item.isHeldBy(session.login())
                ? Optional.of(item)
                : takeFromQueue(session, item, now);
        if (taken.isEmpty()) {
            tries.wasSlow(item);
        }
        return taken.flatMap(got -> give(session, got, first.lane(), second == null ? null : second.asNext(), tries));
    }

    private Optional<NextTask> give(
            WorkSessions.Locked session, WorkItem item, Lane lane, @Nullable Next next, Tries tries) {
        var why = why(item, lane, rule(item, lane, next), next == null ? null : next.taskId());
        return give(session, item, why, lane, tries);
    }

    /** Empty when the client is in another hand. */
    private Optional<NextTask> give(WorkSessions.Locked session, WorkItem item, Why why, Lane lane, Tries tries) {
        if (!clients.take(item, session.login(), sessions.keep())) {
            tries.isAside(item, lane);
            return Optional.empty();
        }
        return Optional.of(issue(session, item, why));
    }

    private Optional<WorkItem> takeFromQueue(WorkSessions.Locked session, WorkItem head, Instant now) {
        var login = session.login();
        return candidates.take(login, head, now, sessions.keep(), skips.tasks(login, sessions.today()));
    }

    private NextTask.Issued issue(WorkSessions.Locked session, WorkItem item, Why why) {
        if (why.lane() != Lane.PERSONAL && !item.forAll()) {
            // The row was marked when it was taken; the engine follows.
            processes.assign(item.taskId(), session.login());
            history.tell(new History.Change(item.businessKey(), "workTaken").from(null, session.login()));
        }
        issues.issued(session.id(), item, session.login(), why);
        events.publishEvent(new TaskIssued(item, why, session.login()));
        signals.say(WorkSessions.TOPIC);
        return new NextTask.Issued(item, why);
    }

    private Why why(WorkItem item, Lane lane, Rule rule, @Nullable String next) {
        return new Why(
                item.processKey() + "/" + item.taskKey(),
                types.place(item.processKey(), item.taskKey()),
                item.recovery() ? Lane.RECOVERY : lane,
                rule,
                next);
    }

    private static Rule rule(WorkItem item, Lane lane, @Nullable Next next) {
        if (item.recovery()) {
            return Rule.FILLS_THE_GAP;
        }
        if (lane == Lane.PERSONAL && item.facts().isCall() && item.notBefore() != null) {
            return Rule.CALLBACK_DUE;
        }
        if (next == null) {
            return Rule.ONLY_THIS;
        }
        if (item.typeRank() != next.typeRank()) {
            return Rule.HIGHER_TYPE;
        }
        if (lane != next.lane()) {
            return Rule.PERSONAL_FIRST;
        }
        if (item.priority() != next.priority()) {
            return Rule.URGENT;
        }
        return Objects.equals(item.due(), next.due()) ? Rule.OLDEST : Rule.DUE;
    }

    private NextTask.Nothing nothing(String login, List<String> groups, List<WorkItem> planned, Instant now) {
        var waiting = candidates.waiting(login, groups, now);
        var begin = Stream.concat(waiting.stream().map(Waiting::item), planned.stream())
                .filter(item -> isPlanned(item, now))
                .map(Conveyor::begins);
        // Of those that are not planned some wait for the hours in which one may call, and others for the client.
        var others = waiting.stream().filter(one -> !isPlanned(one.item(), now)).toList();
        return new NextTask.Nothing(
                earliest(begin),
                earliest(others.stream()
                        .filter(one -> candidates.isOutOfHours(one.item(), now))
                        .map(Waiting::at)),
                earliest(others.stream()
                        .filter(one -> !candidates.isOutOfHours(one.item(), now))
                        .map(Waiting::at)));
    }

    private static boolean isPlanned(WorkItem item, Instant now) {
        return item.notBefore() != null && item.notBefore().isAfter(now);
    }

    private static @Nullable Instant earliest(Stream<Instant> moments) {
        return moments.min(Comparator.naturalOrder()).orElse(null);
    }

    private static Instant begins(WorkItem item) {
        return Objects.requireNonNull(item.notBefore());
    }
}
