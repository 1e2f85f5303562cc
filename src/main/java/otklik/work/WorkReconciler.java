package otklik.work;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the index with the engine's tasks and says where they differ; it mends nothing, since a difference is a fault to be found. The
 * one place outside the engine that reads the engine's table of tasks.
 */
@Component
public class WorkReconciler implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(WorkReconciler.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration PARTS_SWEEP = Duration.ofMinutes(1);
    private static final Duration LEASE_SWEEP = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private volatile List<Difference> last = List.of();

    WorkReconciler(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One difference.
     *
     * @param taskId the engine's id
     * @param what {@code missing} in the index, {@code superfluous} in the index, another {@code assignee}, or a
     *     {@code part} of a task that is not for all
     */
    public record Difference(String taskId, String what) {}

    /** The differences of this moment, at most a hundred of each kind; empty when all is well. */
    public List<Difference> compare() {
        var found = jdbc.sql(
                        """
                        select * from (select t.id_ as task_id, 'missing' as what from act_ru_task t
                            where not exists (select 1 from work_item w where w.task_id = t.id_) fetch first 100 rows only) a
                        union all
                        select * from (select w.task_id, 'superfluous' from work_item w
                            where not exists (select 1 from act_ru_task t where t.id_ = w.task_id) fetch first 100 rows only) b
                        union all
                        select * from (select w.task_id, 'assignee' from work_item w join act_ru_task t on t.id_ = w.task_id
                            where coalesce(w.assignee, '') <> coalesce(t.assignee_, '') fetch first 100 rows only) c
                        union all
                        select * from (select p.task_id, 'part' from work_part p where p.done_at is null
                            and not exists (select 1 from work_item w where w.task_id = p.task_id and w.for_all = true)
                            fetch first 100 rows only) d""")
                .query((row, number) -> new Difference(row.getString(1), row.getString(2)))
                .list();
        last = found;
        if (!found.isEmpty()) {
            log.error("The work index differs from the engine's tasks: {}", found);
        }
        return found;
    }

    @Override
    public Health health() {
        var differences = last;
        return differences.isEmpty()
                ? Health.up().build()
                : Health.status("DEGRADED")
                        .withDetail("differences", differences)
                        .build();
    }

    @Configuration
    static class Schedule {
        @Bean
        RecurringTask<Void> compareWorkIndex(WorkReconciler reconciler) {
            return Tasks.recurring("compare-work-index", FixedDelay.of(PAUSE))
                    .execute((instance, context) -> reconciler.compare());
        }

        @Bean
        RecurringTask<Void> settleParts(TeamWork team) {
            return Tasks.recurring("settle-parts", FixedDelay.of(PARTS_SWEEP))
                    .execute((instance, context) -> team.settle());
        }

        @Bean
        RecurringTask<Void> endExpiredLeases(WorkItems items) {
            return Tasks.recurring("end-expired-leases", FixedDelay.of(LEASE_SWEEP))
                    .execute((instance, context) -> items.expired().forEach(items::expire));
        }
    }
}
