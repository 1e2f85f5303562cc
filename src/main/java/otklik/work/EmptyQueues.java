package otklik.work;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.OneNodeAtATime;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.security.WorkGroup;
import otklik.staff.Absences;

/**
 * Watches for queues in which work waits and nobody is there to take it: no active person who is not absent (E84). Each such queue has one
 * case of the process {@code empty-queue} while that is so.
 */
@Service
public class EmptyQueues {
    private static final Logger log = LoggerFactory.getLogger(EmptyQueues.class);
    private static final String PREFIX = "Q-";
    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final JdbcClient jdbc;
    private final EmptyQueueProcess process;
    private final Accounts accounts;
    private final Absences absences;
    private final OneNodeAtATime oneNode;
    private final Signals signals;
    private final Clock clock;
    private final Parameters parameters;

    private final ExecutorService soon = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            task -> {
                var thread = new Thread(task, "empty-queues");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    EmptyQueues(
            JdbcClient jdbc,
            @Lazy EmptyQueueProcess process,
            Accounts accounts,
            Absences absences,
            OneNodeAtATime oneNode,
            Signals signals,
            Clock clock,
            Parameters parameters) {
        this.jdbc = jdbc;
        this.process = process;
        this.accounts = accounts;
        this.absences = absences;
        this.oneNode = oneNode;
        this.signals = signals;
        this.clock = clock;
        this.parameters = parameters;
    }

    /** Raises work for each queue that has become empty, and ends it for each that is served again. */
    public void check() {
        oneNode.run(() -> {
            var away = away();
            var raised = new HashSet<>(jdbc.sql("select group_id from empty_queue")
                    .query(String.class)
                    .list());
            var empty = new HashSet<String>();
            queuesWithWork().stream().filter(group -> isEmpty(group, away)).forEach(empty::add);
            for (var group : raised) {
                if (!empty.contains(group)) {
                    forget(group);
                    process.queueServed(PREFIX + group);
                }
            }
            for (var group : empty) {
                if (!raised.contains(group)) {
                    jdbc.sql("insert into empty_queue (group_id) values (?)")
                            .param(group)
                            .update();
                    process.queueEmptied(PREFIX + group, supervisors());
                }
            }
        });
    }

    /** Whether somebody may take the work of the queue, or there is none; then its case ends. */
    @Transactional
    public boolean isServed(String number) {
        var group = number.substring(PREFIX.length());
        var served = !isEmpty(group, away()) || !queuesWithWork().contains(group);
        if (served) {
            forget(group);
        }
        return served;
    }

    /** The group that is told what nobody else looks after: the heads, or the administrators where no head is there. */
    public String supervisors() {
        return (isEmpty(Role.HEAD.group(), away()) ? Role.ADMINISTRATOR : Role.HEAD).group();
    }

    /** How many tasks wait in the queue. */
    int waiting(String group) {
        return jdbc.sql("select count(*) from work_item where assignee is null and candidate_group = ?")
                .param(group)
                .query(Integer.class)
                .single();
    }

    private void forget(String group) {
        jdbc.sql("delete from empty_queue where group_id = ?").param(group).update();
    }

    /** Groups with free tasks; the task about a queue that lies in this very queue does not count. */
    private List<String> queuesWithWork() {
        return jdbc.sql(
                        """
                        select distinct candidate_group from work_item
                        where assignee is null and candidate_group is not null and business_key <> 'Q-' || candidate_group""")
                .query(String.class)
                .list();
    }

    private boolean isEmpty(String group, Set<String> away) {
        return away.containsAll(accounts.group(group).map(WorkGroup::members).orElse(Set.of()));
    }

    private Set<String> away() {
        return absences.away(LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE)));
    }

    /** Looks at once when people change; several changes in a row are one look. */
    @EventListener(ApplicationReadyEvent.class)
    void watch() {
        signals.listen(topic -> {
            if (topic.equals(Signals.STAFF)) {
                soon.execute(() -> {
                    try {
                        check();
                    } catch (RuntimeException failure) {
                        log.warn("The look at the queues failed; the next one comes: {}", failure.toString());
                    }
                });
            }
        });
    }

    @Configuration
    static class Schedule {
        @Bean
        RecurringTask<Void> findEmptyQueues(EmptyQueues queues) {
            return Tasks.recurring("find-empty-queues", FixedDelay.of(PAUSE))
                    .execute((instance, context) -> queues.check());
        }
    }
}
