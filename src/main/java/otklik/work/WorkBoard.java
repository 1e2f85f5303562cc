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
    private static final Duration COUNTED_EVERY = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Policy policy;
    private final Clock clock;
    private List<Queue> counted = List.of();
    private Instant countedAt = Instant.EPOCH;

    WorkBoard(JdbcClient jdbc, Accounts accounts, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.policy = policy;
        this.clock = clock;
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

    /** The queues in which something lies, of those that the person of the screen may see; the oldest first; a second old at most. */
    public List<Queue> queues() {
        var all = counted();
        var login = CurrentUser.login();
        return login.isEmpty()
                        || policy.reach(login.get(), Section.WORK, Action.VIEW).everything()
                ? all
                : all.stream()
                        .filter(queue -> accounts.standing(login.get()).groups().contains(queue.group()))
                        .toList();
    }

    /** One for all who look, and no more often than once in {@link #COUNTED_EVERY}: it reads all that lies in queues. */
    private synchronized List<Queue> counted() {
        var now = clock.instant();
        if (Duration.between(countedAt, now).abs().compareTo(COUNTED_EVERY) >= 0) {
            counted = count(now);
            countedAt = now;
        }
        return counted;
    }

    private List<Queue> count(Instant now) {
        return jdbc.sql(
                        """
                        select candidate_group,
                            sum(case when ready then 1 else 0 end) as ready_ones,
                            sum(case when ready then 0 else 1 end) as later_ones,
                            sum(case when ready and due_at < :now then 1 else 0 end) as late_ones,
                            min(case when ready then created_at end) as oldest
                        from work_item where assignee is null and for_all = false and candidate_group is not null
                        group by candidate_group order by oldest nulls last""")
                .param("now", utc(now))
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
