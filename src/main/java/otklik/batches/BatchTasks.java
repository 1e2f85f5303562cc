package otklik.batches;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** Runs of batches on one of the nodes: a run whose node died is begun again by another. And who is told of which. */
@Configuration
class BatchTasks {
    /** Then another batch, or what else waits for a thread, has its turn: letters must not wait for a long import. */
    private static final Duration TURN = Duration.ofSeconds(10);

    /** The rows that are left may be in the hands of another run. */
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(200);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    @Bean
    CustomTask<Long> batchRun(BatchRunner runner, Clock clock) {
        return Tasks.custom(Batches.TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE))
                .onDeadExecutionRevive()
                .execute((task, context) -> {
                    var end = clock.instant().plus(TURN);
                    var isOver = runner.run(
                            task.getData(),
                            () -> context.getSchedulerState().isShuttingDown()
                                    || clock.instant().isAfter(end));
                    return isOver
                            ? new CompletionHandler.OnCompleteRemove<>()
                            : (complete, operations) -> operations.reschedule(
                                    complete, clock.instant().plus(BETWEEN_TURNS));
                });
    }

    @Bean
    CaseGuard batchesOfThePerson(JdbcClient jdbc, Policy policy) {
        return new CaseGuard() {
            @Override
            public String prefix() {
                return "B-";
            }

            @Override
            public Set<String> visible(Collection<String> caseKeys) {
                if (policy.may(Section.SYSTEM, Action.VIEW)) {
                    return Set.copyOf(caseKeys);
                }
                var ids = caseKeys.stream()
                        .filter(key -> key.matches("B-\\d{1,18}"))
                        .map(key -> Long.valueOf(key.substring(2)))
                        .toList();
                return ids.isEmpty()
                        ? Set.of()
                        : jdbc
                                .sql("select id from batch where owner = :owner and id in (:ids)")
                                .param("owner", CurrentUser.login().orElse(""))
                                .param("ids", ids)
                                .query(Long.class)
                                .list()
                                .stream()
                                .map(id -> "B-" + id)
                                .collect(Collectors.toSet());
            }
        };
    }
}
