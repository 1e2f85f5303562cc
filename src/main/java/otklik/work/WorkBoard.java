package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** The work of everybody at a glance: how long the queues are and how old, what is in whose hands, what a person has planned next. */
@Service
public class WorkBoard {
    /** How old the figures of the board may be. */
    public static final Duration KEPT = Duration.ofSeconds(3);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Policy policy;
    private final Parameters parameters;
    private final Clock clock;
    private final Recent<List<Queue>> queues;
    private final Recent<Map<String, Integer>> closed;
    private final Recent<List<Overload>> overloads;

    WorkBoard(
            JdbcClient jdbc, Accounts accounts, Policy policy, Capacity capacity, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.policy = policy;
        this.parameters = parameters;
        this.clock = clock;
        queues = new Recent<>(this::readQueues);
        closed = new Recent<>(this::readClosed);
        overloads = new Recent<>(() -> CurrentUser.asNobody(capacity::overloads));
    }

    /** What is counted over all work is counted once for all who look, and again after {@link #KEPT}. */
    private final class Recent<T> {
        private final Supplier<T> read;
        private @Nullable T value;
        private Instant at = Instant.MIN;

        Recent(Supplier<T> read) {
            this.read = read;
        }

        synchronized T get() {
            var now = clock.instant();
            var known = value;
            if (known == null || now.isBefore(at) || !now.isBefore(at.plus(KEPT))) {
                known = read.get();
                value = known;
                at = now;
            }
            return known;
        }
    }

    /**
     * A queue.
     *
     * @param group id of the role, the team or the department
     * @param ready how many may be taken now
     * @param later how many wait for their time
     * @param late how many of the ready ones are overdue
     * @param oldest since when the oldest of the ready ones lies there; none where nothing is ready
     */
    public record Queue(String group, int ready, int later, int late, @Nullable Instant oldest) {}

    /** The queues in which something lies, of those that the person of the screen may see; the oldest first. */
    public List<Queue> queues() {
        var all = queues.get();
        var login = CurrentUser.login();
        return login.isEmpty()
                        || policy.reach(login.get(), Section.WORK, Action.VIEW).everything()
                ? all
                : all.stream()
                        .filter(queue -> accounts.standing(login.get()).groups().contains(queue.group()))
                        .toList();
    }

    private List<Queue> readQueues() {
        return jdbc.sql(
                        """
                        select candidate_group,
                            sum(case when ready then 1 else 0 end) as ready_ones,
                            sum(case when ready then 0 else 1 end) as later_ones,
                            sum(case when ready and due_at < :now then 1 else 0 end) as late_ones,
                            min(case when ready then created_at end) as oldest
                        from work_item where assignee is null and for_all = false and candidate_group is not null
                        group by candidate_group order by oldest nulls last""")
                .param("now", utc(clock.instant()))
                .query((row, number) -> {
                    var oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Queue(
                            row.getString("candidate_group"),
                            row.getInt("ready_ones"),
                            row.getInt("later_ones"),
                            row.getInt("late_ones"),
                            oldest == null ? null : oldest.toInstant());
                })
                .list();
    }

    /** How many tasks that were issued to them people have finished today by the company's day, by login; whoever finished none is left out. */
    public Map<String, Integer> closedToday() {
        return closed.get();
    }

    private Map<String, Integer> readClosed() {
        var today = LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE))
                .atStartOfDay(parameters.zone(Parameter.COMPANY_ZONE))
                .toInstant();
        var counts = new HashMap<String, Integer>();
        var people = accounts.all().stream().map(Account::login).toList();
        if (!people.isEmpty()) {
            // By person, as the index goes; nothing is in hand for longer than a day.
            jdbc.sql(
                            """
                            select login, count(*) as n from work_issue where login in (:people) and issued_at >= :yesterday
                                and ended_how = 'DONE' and ended_at >= :today group by login""")
                    .param("people", people)
                    .param("yesterday", utc(today.minus(Duration.ofDays(1))))
                    .param("today", utc(today))
                    .query(row -> {
                        counts.put(row.getString("login"), row.getInt("n"));
                    });
        }
        return Map.copyOf(counts);
    }

    /**
     * Since when those in a session have their last task in hand, or are without one after it, by login; whoever was issued nothing in his
     * session is left out. One query.
     */
    public Map<String, Instant> lastIssues() {
        var moments = new HashMap<String, Instant>();
        jdbc.sql(
                        """
                        select s.login, (select coalesce(i.ended_at, i.issued_at) from work_issue i
                            where i.login = s.login and i.issued_at >= s.started_at order by i.issued_at desc, i.id desc limit 1) as moment
                        from work_session s where s.open_login is not null""")
                .query(row -> {
                    var moment = row.getObject("moment", OffsetDateTime.class);
                    if (moment != null) {
                        moments.put(row.getString("login"), moment.toInstant());
                    }
                });
        return moments;
    }

    /** The days with more than goes in, of those whose work the person of the screen may see. */
    public List<Overload> overloads() {
        var reach = policy.reach(Section.WORK, Action.VIEW);
        return overloads.get().stream()
                .filter(one -> reach.covers(one.load().login()))
                .toList();
    }

    /** Open tasks by their ids, of those whose holder's work the person of the screen may see. One query. */
    public Map<String, WorkItem> items(Collection<String> taskIds) {
        var found = new HashMap<String, WorkItem>();
        if (!taskIds.isEmpty()) {
            var reach = policy.reach(Section.WORK, Action.VIEW);
            jdbc
                    .sql("select * from work_item where task_id in (:ids)")
                    .param("ids", taskIds)
                    .query(WorkItems::item)
                    .list()
                    .stream()
                    .filter(item -> reach.covers(item.assignee()))
                    .forEach(item -> found.put(item.taskId(), item));
        }
        return found;
    }

    /** When the next planned task of the person's own begins; empty where none is planned. */
    public Optional<Instant> nextPlanned(String login) {
        return jdbc.sql("select min(not_before) from work_item where assignee = ? and not_before > ?")
                .params(login, utc(clock.instant()))
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }
}
