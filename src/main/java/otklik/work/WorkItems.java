package otklik.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.Processes;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Cases;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.Employees;

/**
 * Finding, taking, keeping and giving back work. Everything is read from {@code work_item}, never from the engine's tables. A person
 * finds what he or somebody he stands for holds, what lies in his queues, and of the others what the {@link Policy} lets him see.
 */
@Service
public class WorkItems {
    /** How far free work is counted. */
    public static final int COUNTED = 1000;

    /** So many clients whom colleagues have in hand are passed over by one press. */
    private static final int CLIENTS_ASIDE = 50;

    private final JdbcClient jdbc;
    private final Database database;
    private final Processes processes;
    private final Attempts attempts;
    private final WorkIssues issues;
    private final ClientsInHand clients;
    private final Queues queues;
    private final TeamWork team;
    private final Accounts accounts;
    private final Policy policy;
    private final Cases cases;
    private final Signals signals;
    private final History history;
    private final Clock clock;
    private final Parameters parameters;

    WorkItems(
            JdbcClient jdbc,
            Database database,
            Processes processes,
            Attempts attempts,
            WorkIssues issues,
            ClientsInHand clients,
            Queues queues,
            TeamWork team,
            Accounts accounts,
            Policy policy,
            Cases cases,
            Signals signals,
            History history,
            Clock clock,
            Parameters parameters) {
        this.jdbc = jdbc;
        this.database = database;
        this.processes = processes;
        this.attempts = attempts;
        this.issues = issues;
        this.clients = clients;
        this.queues = queues;
        this.team = team;
        this.accounts = accounts;
        this.policy = policy;
        this.cases = cases;
        this.signals = signals;
        this.history = history;
        this.clock = clock;
        this.parameters = parameters;
    }

    /** The item, if the person of this screen may see it. */
    public Optional<WorkItem> find(String taskId) {
        return row(taskId).filter(this::maySee);
    }

    Optional<WorkItem> row(String taskId) {
        return jdbc.sql("select * from work_item where task_id = ?")
                .param(taskId)
                .query(WorkItems::item)
                .optional();
    }

    private boolean maySee(WorkItem item) {
        return CurrentUser.login()
                .map(login -> {
                    var standing = accounts.standing(login);
                    // Taken from a queue it goes back there; given to a person it lies in no queue.
                    var isInQueue = item.assignee() == null || item.leaseUntil() != null;
                    var group = item.candidateGroup();
                    var holder = item.assignee();
                    return isInQueue && group != null && standing.groups().contains(group)
                            || holder != null && standing.own().contains(holder)
                            || policy.reach(login, Section.WORK, Action.VIEW).covers(item.assignee());
                })
                .orElse(true);
    }

    /** Whether the person of this screen may finish the item as it lies: his own, one of his queue, or in the holder's stead. */
    public boolean mayFinish(WorkItem item) {
        return CurrentUser.login()
                .map(login -> !CurrentUser.isTrying()
                        && (item.isHeldBy(login)
                                || hasOpenPart(item, login)
                                || mayActFor(login, item.assignee(), Action.CHANGE)
                                || !item.isHeldByAnother(login, clock.instant())
                                        && mayHave(login, item.candidateGroup())))
                .orElse(true);
    }

    /** Whether the person may deal with what the holder has: as his substitute or by right. */
    boolean mayActFor(String login, @Nullable String holder, Action action) {
        return !CurrentUser.isTrying()
                && (holder != null && accounts.standing(login).own().contains(holder)
                        || policy.reach(login, Section.WORK, action).covers(holder));
    }

    /** Whether the person may be given work of the group: as one of it, or because he may finish whatever others hold. */
    boolean mayHave(String login, @Nullable String group) {
        return group == null
                || accounts.standing(login).groups().contains(group)
                || policy.reach(login, Section.WORK, Action.CHANGE).everything();
    }

    /** The open tasks of a case; none of a case that may not be seen. */
    public List<WorkItem> ofCase(String businessKey) {
        return ofCases(List.of(businessKey)).getOrDefault(businessKey, List.of());
    }

    /** The open tasks of those of the cases that may be seen, by business key, in one query. */
    public Map<String, List<WorkItem>> ofCases(Collection<String> businessKeys) {
        var visible = cases.visible(businessKeys);
        if (visible.isEmpty()) {
            return Map.of();
        }
        var byCase = new LinkedHashMap<String, List<WorkItem>>();
        jdbc.sql("select * from work_item where business_key in (:keys) order by created_at")
                .param("keys", visible)
                .query(WorkItems::item)
                .list()
                .forEach(item -> byCase.computeIfAbsent(item.businessKey(), key -> new ArrayList<>())
                        .add(item));
        return byCase;
    }

    /** What a person has in hand or has a part to do of, and those for whom he stands; the most urgent first. */
    public List<WorkItem> mine(String login, int offset, int limit) {
        var hands = hands(login);
        return hands.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                select * from (select * from work_item where assignee in (:hands) and for_all = false
                                    union select w.* from work_part p join work_item w on w.task_id = p.task_id
                                    where p.login in (:hands) and p.done_at is null) in_hand
                                order by due_at nulls last, created_at limit :limit offset :offset""")
                        .param("hands", hands)
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(WorkItems::item)
                        .list();
    }

    public int countMine(String login) {
        var hands = hands(login);
        return hands.isEmpty()
                ? 0
                : jdbc.sql(
                                """
                                select (select count(*) from work_item where assignee in (:hands) and for_all = false)
                                    + (select count(distinct task_id) from work_part where login in (:hands) and done_at is null)""")
                        .param("hands", hands)
                        .query(Integer.class)
                        .single();
    }

    /** Whose work counts as the person's own, as far as the person of this screen may see it. */
    private Set<String> hands(String login) {
        var own = accounts.standing(login).own();
        var asked = CurrentUser.login();
        if (asked.isEmpty() || asked.get().equals(login)) {
            return own;
        }
        var reach = policy.reach(asked.get(), Section.WORK, Action.VIEW);
        return own.stream().filter(reach::covers).collect(Collectors.toSet());
    }

    /** What the groups may take, in the order in which it would be given out; of the groups of the person of this screen only. */
    public List<WorkItem> free(Collection<String> groups, int offset, int limit) {
        return queues.free(open(groups), offset, limit);
    }

    /** How much the groups may take; of more than {@value #COUNTED} only that there are more. */
    public int countFree(Collection<String> groups) {
        return queues.count(open(groups), COUNTED + 1);
    }

    /** What people have in hand of the tasks that were given to the groups, the most urgent first. */
    public List<WorkItem> taken(Collection<String> groups, int offset, int limit) {
        var open = open(groups);
        return open.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                select * from work_item
                                where assignee is not null and candidate_group in (:groups)
                                order by due_at nulls last, created_at, task_id limit :limit offset :offset""")
                        .param("groups", open)
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(WorkItems::item)
                        .list();
    }

    public int countTaken(Collection<String> groups) {
        var open = open(groups);
        return open.isEmpty()
                ? 0
                : jdbc.sql("select count(*) from work_item where assignee is not null and candidate_group in (:groups)")
                        .param("groups", open)
                        .query(Integer.class)
                        .single();
    }

    /** Of the queues those of the person of this screen; whoever sees everybody's work sees them all. */
    private Collection<String> open(Collection<String> groups) {
        return CurrentUser.login()
                .filter(login -> !policy.reach(login, Section.WORK, Action.VIEW).everything())
                .<Collection<String>>map(login -> groups.stream()
                        .filter(accounts.standing(login).groups()::contains)
                        .toList())
                .orElse(groups);
    }

    /** Takes the most urgent item that lies free in any of the groups; empty when there is none. On the conveyor {@link Conveyor} gives it. */
    public Optional<WorkItem> claimNext(String login, List<String> groups) {
        requireMayChoose(login);
        for (var group : queues.byUrgency(groups)) {
            var taken = attempts.inTransaction(() -> {
                var item = takeNextOf(login, group);
                item.ifPresent(row -> assignTaken(row, login));
                return item;
            });
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }

    /** The most urgent one whose client nobody else has in hand (E40). */
    private Optional<WorkItem> takeNextOf(String login, String group) {
        for (int tried = 0; tried < CLIENTS_ASIDE; tried++) {
            var item = takeNextRow(login, group).flatMap(this::row);
            if (item.isEmpty() || clients.take(item.get(), login, lease())) {
                return item;
            }
        }
        return Optional.empty();
    }

    /**
     * Takes this very item, or keeps it if the person has it already (E2). Refused with the name of the holder when somebody else was
     * faster (E1), and to people who do not choose their work. Of a task for all nobody takes more than his part.
     */
    public WorkItem claim(String taskId, String login) {
        try {
            return attempts.inTransaction(() -> claimed(taskId, login));
        } catch (TakenBefore late) {
            // What was refused is told, too; the transaction that was refused could not do it.
            attempts.run(() -> history.tell(new History.Change(late.item().businessKey(), "workTakenBefore")
                    .from(late.item().assignee(), login)));
            throw late;
        }
    }

    private WorkItem claimed(String taskId, String login) {
        var wanted = find(taskId).orElseThrow(() -> new Refusal("work.gone"));
        if (renew(taskId, login)) {
            return row(taskId).orElseThrow(() -> new Refusal("work.gone"));
        }
        if (wanted.forAll()) {
            team.requirePart(taskId, login);
            return wanted;
        }
        if (!wanted.isHeldBy(login)) {
            requireMayChoose(login);
        }
        var now = clock.instant();
        int rows = jdbc.sql(
                        """
                            update work_item set assignee = :who, claimed_at = :now, lease_until = :until
                            where task_id = :id and (assignee is null or lease_until < :now)""")
                .param("who", login)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease())))
                .param("id", taskId)
                .update();
        var item = row(taskId).orElseThrow(() -> new Refusal("work.gone"));
        if (rows == 1) {
            clients.require(item, login, lease());
            assignTaken(item, login);
        } else if (!item.isHeldBy(login)) {
            throw heldByAnother(item);
        }
        return item;
    }

    /** The row is written; the engine follows, and the timeline says who took it. */
    private void assignTaken(WorkItem item, String login) {
        processes.assign(item.taskId(), login);
        history.tell(new History.Change(item.businessKey(), "workTaken").from(null, login));
    }

    /**
     * Takes the first of the items that lies free; empty when none of them does any more. However many people give the same items at
     * once, each takes another one.
     *
     * @param taskIds in the order in which they are wanted, at most some hundreds
     */
    public Optional<WorkItem> claimFirst(String login, List<String> taskIds) {
        if (taskIds.isEmpty()) {
            return Optional.empty();
        }
        requireMayChoose(login);
        return attempts.inTransaction(() -> {
            var wanted = new ArrayList<>(taskIds);
            while (!wanted.isEmpty()) {
                var item = takeFirstRow(login, wanted).flatMap(this::row);
                if (item.isEmpty() || clients.take(item.get(), login, lease())) {
                    item.ifPresent(taken -> assignTaken(taken, login));
                    return item;
                }
                wanted.remove(item.get().taskId());
            }
            return Optional.empty();
        });
    }

    private Optional<String> takeFirstRow(String login, List<String> taskIds) {
        var order = new StringBuilder("case task_id");
        for (int i = 0; i < taskIds.size(); i++) {
            order.append(" when :task").append(i).append(" then ").append(i);
        }
        var now = clock.instant();
        var statement = returningTask(
                """
                update work_item set assignee = :who, claimed_at = :now, lease_until = :until
                where task_id = (select task_id from work_item
                    where task_id in (:tasks) and for_all = false and (assignee is null or lease_until < :now)
                    order by %s end
                    limit 1 for update skip locked)"""
                        .formatted(order));
        var query = jdbc.sql(statement)
                .param("who", login)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease())))
                .param("tasks", taskIds);
        for (int i = 0; i < taskIds.size(); i++) {
            query = query.param("task" + i, taskIds.get(i));
        }
        return query.query(String.class).optional();
    }

    private String returningTask(String update) {
        return database == Database.POSTGRESQL
                ? update + " returning task_id"
                : "select task_id from final table (" + update + ")";
    }

    /**
     * Keeps a taken item for another lease; call it on real input only. False when the item is no longer the person's. The others, who
     * see the seconds run, are told only when half of them have run: never do they see more than there are.
     */
    public boolean renew(String taskId, String login) {
        if (CurrentUser.isTrying()) {
            return false;
        }
        var lease = lease();
        var now = clock.instant();
        if (prolong(taskId, login, now.plus(lease), now.plus(lease.dividedBy(2)))) {
            clients.keep(taskId, login, lease);
            signals.say(Signals.WORK);
            return true;
        }
        return prolong(taskId, login, now.plus(lease), Instant.MAX);
    }

    private boolean prolong(String taskId, String login, Instant until, Instant endsBefore) {
        var sql = "update work_item set lease_until = greatest(lease_until, ?)"
                + " where task_id = ? and assignee = ? and lease_until is not null";
        var isAny = endsBefore.equals(Instant.MAX);
        var update = jdbc.sql(isAny ? sql : sql + " and lease_until < ?").params(utc(until), taskId, login);
        return (isAny ? update : update.param(utc(endsBefore))).update() == 1;
    }

    /** Gives a taken item back to its queue, at its original age. */
    public void release(String taskId, String login) {
        attempts.run(() -> row(taskId)
                .filter(item -> item.isHeldBy(login) && item.leaseUntil() != null)
                .ifPresent(item -> processes.assign(taskId, null)));
    }

    /** What a suspended person has taken goes back at once; what a diagram gave to him waits for a decision (E78). */
    @EventListener
    void on(Employees.Suspended suspended) {
        jdbc.sql("select task_id from work_item where assignee = ? and lease_until is not null")
                .param(suspended.login())
                .query(String.class)
                .list()
                .forEach(task -> {
                    // The row first: who takes it away need not be the one who may take it.
                    jdbc.sql("update work_item set assignee = null, lease_until = null where task_id = ?")
                            .param(task)
                            .update();
                    processes.assign(task, null);
                    issues.ended(suspended.login(), task, WorkIssues.End.GONE);
                });
    }

    /** Finishes the task with the answers of its form; {@link otklik.kernel.Noted} while others have parts of it to do. */
    public void complete(String taskId, Map<String, Object> answers) {
        processes.complete(taskId, answers);
    }

    /** How long a taken item stays with a person who does nothing, from now on. */
    Duration lease() {
        return parameters.duration(Parameter.CLAIM_LEASE);
    }

    /** Whether the person has not yet done his part of a task for all. */
    public boolean hasOpenPart(WorkItem item, String login) {
        return item.forAll() && team.hasOpenPart(item.taskId(), login);
    }

    /** Whether the person may choose what to take; on the conveyor one takes the next. */
    public boolean mayChoose(String login) {
        return accounts.byLogin(login)
                .map(account -> account.workMode().choosesFreely())
                .orElse(true);
    }

    void requireMayChoose(String login) {
        if (!mayChoose(login)) {
            throw new Refusal("work.conveyor");
        }
    }

    /** Says how long ago, in the reader's words. */
    private record Ago(Duration duration) implements Refusal.Word {
        @Override
        public String in(Locale locale) {
            return duration.toMinutes() < 2
                    ? Refusal.text("work.secondsAgo", locale, Math.max(1, duration.toSeconds()))
                    : Refusal.text("work.minutesAgo", locale, duration.toMinutes());
        }
    }

    /** Somebody else was faster. */
    private static final class TakenBefore extends Refusal {
        private final transient WorkItem item;

        TakenBefore(WorkItem item, String holder, Ago ago) {
            super("work.heldByAnother", holder, ago);
            this.item = item;
        }

        WorkItem item() {
            return item;
        }
    }

    Refusal heldByAnother(WorkItem item) {
        var since = jdbc.sql("select claimed_at from work_item where task_id = ?")
                .param(item.taskId())
                .query((row, number) -> Optional.ofNullable(instant(row, "claimed_at")))
                .optional()
                .flatMap(found -> found);
        return new TakenBefore(
                item,
                accounts.nameOf(String.valueOf(item.assignee())),
                new Ago(Duration.between(since.orElseGet(clock::instant), clock.instant())));
    }

    /** The row is locked and marked by one statement; rows that others are taking are stepped over, nobody waits. */
    Optional<String> takeNextRow(String login, String group) {
        var now = clock.instant();
        var update =
                """
                update work_item set assignee = :who, claimed_at = :now, lease_until = :until
                where task_id = (select task_id from work_item
                    where assignee is null and for_all = false and candidate_group = :group and (not_before is null or not_before <= :now)
                        and (ready or turn_at <= :now)
                    order by priority desc, due_at nulls last, created_at, task_id
                    limit 1 for update skip locked)""";
        return jdbc.sql(returningTask(update))
                .param("who", login)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease())))
                .param("group", group)
                .query(String.class)
                .optional();
    }

    /** Items whose lease has run out; at most a hundred. */
    List<WorkItem> expired() {
        return jdbc.sql("select * from work_item where lease_until < ? order by lease_until limit 100")
                .param(utc(clock.instant()))
                .query(WorkItems::item)
                .list();
    }

    /** Gives an item back whose holder did nothing for a lease (E3). */
    void expire(WorkItem item) {
        var holder = item.assignee();
        attempts.run(() -> {
            if (holder != null) {
                issues.lockHand(holder);
            }
            int still = jdbc.sql(
                            "update work_item set lease_until = null, assignee = null where task_id = ? and lease_until < ?")
                    .params(item.taskId(), utc(clock.instant()))
                    .update();
            if (still == 1) {
                processes.assign(item.taskId(), null);
                if (holder != null) {
                    issues.ended(holder, item.taskId(), WorkIssues.End.GONE);
                }
                history.tell(new History.Change(item.businessKey(), "workLeaseEnded").from(holder, null));
            }
        });
        signals.say(Signals.WORK);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    static WorkItem item(ResultSet row, int number) throws SQLException {
        return new WorkItem(
                row.getString("task_id"),
                row.getString("process_key"),
                row.getString("process_definition_id"),
                row.getString("process_instance_id"),
                row.getString("business_key"),
                row.getString("task_key"),
                row.getString("title"),
                row.getString("subject"),
                row.getString("candidate_group"),
                row.getString("assignee"),
                instant(row, "lease_until"),
                row.getInt("priority"),
                instant(row, "due_at"),
                instant(row, "not_before"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("for_all"),
                facts(row),
                row.getInt("type_rank"),
                row.getBoolean("recovery"));
    }

    private static TaskFacts facts(ResultSet row) throws SQLException {
        var zone = row.getString("zone");
        return new TaskFacts(
                row.getString("contact"),
                row.getString("phone"),
                zone == null ? null : ZoneId.of(zone),
                row.getBoolean("is_call"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
