package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Clock clock;
    private final Recent<List<Queue>> queues;
    private final Recent<List<Overload>> overloads;

    WorkBoard(JdbcClient jdbc, Accounts accounts, Policy policy, Capacity capacity, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.policy = policy;
        this.clock = clock;
        queues = new Recent<>(this::readQueues);
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
