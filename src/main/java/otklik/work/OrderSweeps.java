package otklik.work;

import static otklik.work.WorkItems.utc;
import static otklik.work.WorkItems.utcOrNull;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.engine.Processes;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Signals;

/**
 * What changes in the order of work because time passes: planned tasks begin, the hours of clients open and close, promised calls that
 * nobody made become anyone's. Each look reads along an index only what is due, however much is open.
 */
@Component
class OrderSweeps {
    private static final Logger log = LoggerFactory.getLogger(OrderSweeps.class);
    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final CallHours hours;
    private final WorkIssues issues;
    private final Processes processes;
    private final Attempts attempts;
    private final History history;
    private final Signals signals;
    private final Parameters parameters;
    private final Clock clock;
    private volatile List<Object> callTimes = List.of();

    OrderSweeps(
            JdbcClient jdbc,
            CallHours hours,
            WorkIssues issues,
            Processes processes,
            Attempts attempts,
            History history,
            Signals signals,
            Parameters parameters,
            Clock clock) {
        this.jdbc = jdbc;
        this.hours = hours;
        this.issues = issues;
        this.processes = processes;
        this.attempts = attempts;
        this.history = history;
        this.signals = signals;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Turns what is due to be turned; what somebody is taking just now is turned by the next run. */
    void turn() {
        while (attempts.inTransaction(this::turnSome) == CHUNK) {
            // Each chunk is a short transaction.
        }
    }

    private int turnSome() {
        var now = clock.instant();
        var due = jdbc.sql("select * from work_item where turn_at <= ? order by turn_at limit " + CHUNK
                        + " for update skip locked")
                .param(utc(now))
                .query(WorkItems::item)
                .list();
        for (var item : due) {
            var turn = hours.turn(now, item.notBefore(), item.facts(), item.assignee() != null);
            jdbc.sql("update work_item set ready = ?, turn_at = ? where task_id = ?")
                    .params(turn.ready(), utcOrNull(turn.turnAt()), item.taskId())
                    .update();
        }
        if (!due.isEmpty()) {
            signals.say(Signals.WORK);
        }
        return due.size();
    }

    /** When calls may be made changes with the company's settings, for what is open as well. */
    @EventListener(ApplicationReadyEvent.class)
    void watch() {
        callTimes = callTimes();
        signals.listen(topic -> {
            if (topic.equals(Signals.SETTINGS) && !callTimes().equals(callTimes)) {
                callTimes = callTimes();
                try {
                    lookAnew();
                } catch (RuntimeException failure) {
                    log.warn("The hours of open calls are still those of before: {}", failure.toString());
                }
            }
        });
    }

    private List<Object> callTimes() {
        return List.of(
                parameters.time(Parameter.CALL_WINDOW_FROM),
                parameters.time(Parameter.CALL_WINDOW_UNTIL),
                parameters.zone(Parameter.COMPANY_ZONE));
    }

    /** Lets the next run turn all calls. */
    private void lookAnew() {
        int rows = CHUNK;
        while (rows == CHUNK) {
            var now = utc(clock.instant());
            rows = attempts.inTransaction(() -> jdbc.sql(
                            """
                            update work_item set turn_at = ? where task_id in (select task_id from work_item
                                where is_call and turn_at > ? limit %d for update skip locked)"""
                                    .formatted(CHUNK))
                    .params(now, now)
                    .update());
        }
    }

    /** A call that was promised by somebody who did not make it is offered to everybody of the queue; what was promised stays with it (E38). */
    void freeCallbacks() {
        var late = clock.instant().minus(parameters.duration(Parameter.CALLBACK_BECOMES_ANYONES));
        var missed = jdbc.sql(
                        """
                        select w.* from work_item w where w.is_call and w.assignee is not null and w.lease_until is null
                            and w.candidate_group is not null and w.not_before < ?
                            and not exists (select 1 from work_session s where s.task_id = w.task_id)
                        order by w.not_before limit 200""")
                .param(utc(late))
                .query(WorkItems::item)
                .list();
        for (var item : missed) {
            attempts.run(() -> {
                // He may be beginning with it just now: whoever is issued a task holds his session, and writes nothing
                // else.
                issues.lockHand(String.valueOf(item.assignee()));
                // The row first, so that only one node does it.
                int rows = jdbc.sql(
                                """
                                update work_item set assignee = null, claimed_at = null where task_id = ? and assignee = ?
                                    and not exists (select 1 from work_session s where s.task_id = work_item.task_id)""")
                        .params(item.taskId(), item.assignee())
                        .update();
                if (rows == 1) {
                    processes.assign(item.taskId(), null);
                    history.tell(
                            new History.Change(item.businessKey(), "workCallbackFreed").from(item.assignee(), null));
                    var turn = hours.turn(clock.instant(), item.notBefore(), item.facts(), false);
                    jdbc.sql("update work_item set ready = ?, turn_at = ? where task_id = ?")
                            .params(turn.ready(), utcOrNull(turn.turnAt()), item.taskId())
                            .update();
                }
            });
        }
        if (!missed.isEmpty()) {
            signals.say(Signals.WORK);
        }
    }

    @Configuration
    static class Schedule {
        @Bean
        RecurringTask<Void> turnWork(OrderSweeps sweeps) {
            return Tasks.recurring("turn-work", FixedDelay.of(Duration.ofSeconds(2)))
                    .execute((instance, context) -> sweeps.turn());
        }

        @Bean
        RecurringTask<Void> freeCallbacks(OrderSweeps sweeps) {
            return Tasks.recurring("free-callbacks", FixedDelay.of(Duration.ofSeconds(30)))
                    .execute((instance, context) -> sweeps.freeCallbacks());
        }

        @Bean
        RecurringTask<Void> endForgottenSessions(WorkSessions sessions) {
            return Tasks.recurring("end-forgotten-sessions", FixedDelay.of(Duration.ofSeconds(30)))
                    .execute((instance, context) -> sessions.endForgotten());
        }
    }
}
