package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactLeases;

/** The record of what was issued to whom and why, from the issue to its end; the time of work is counted from it. */
@Component
class WorkIssues {
    private final JdbcClient jdbc;
    private final ContactLeases leases;
    private final Clock clock;

    WorkIssues(JdbcClient jdbc, ContactLeases leases, Clock clock) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.clock = clock;
    }

    /** How an issue ends. */
    enum End {
        DONE,
        SKIPPED,
        /** At the end of the session. */
        RELEASED,
        /** The task was taken away by a colleague or ended by its diagram. */
        GONE
    }

    /** Writes the issue down and puts the task into the person's hand. */
    void issued(long session, WorkItem item, String login, Why why) {
        var now = utc(clock.instant());
        jdbc.sql(
                        """
                        insert into work_issue (session_id, login, task_id, business_key, process_key, task_key, lane, rule, place,
                            runner_up, issued_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        session,
                        login,
                        item.taskId(),
                        item.businessKey(),
                        item.processKey(),
                        item.taskKey(),
                        why.lane().name(),
                        why.rule().name(),
                        why.rank(),
                        why.nextTask(),
                        now)
                .update();
        jdbc.sql("update work_session set task_id = ?, touched_at = ? where id = ?")
                .params(item.taskId(), now, session)
                .update();
    }

    /** Why the task in the person's hand was issued to him. */
    Optional<Why> why(String login, String task) {
        return jdbc.sql("select * from work_issue where task_id = ? and login = ? order by id desc limit 1")
                .params(task, login)
                .query((row, number) -> new Why(
                        row.getString("process_key") + "/" + row.getString("task_key"),
                        row.getInt("place"),
                        Lane.valueOf(row.getString("lane")),
                        Rule.valueOf(row.getString("rule")),
                        row.getString("runner_up")))
                .optional();
    }

    /** Whether the person has the task in hand. */
    boolean isCurrent(String login, String task) {
        return jdbc.sql("select count(*) from work_session where open_login = ? and task_id = ?")
                        .params(login, task)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether the person has finished the task, or his part of it, as it was issued to him last. */
    boolean isDone(String login, String task) {
        return jdbc.sql("select ended_how from work_issue where task_id = ? and login = ? order by id desc limit 1")
                .params(task, login)
                .query((row, number) -> Objects.equals(row.getString(1), End.DONE.name()))
                .optional()
                .orElse(false);
    }

    /** The task is no more, whoever had it in hand; its client is free. */
    void ended(String task, End how) {
        int rows = jdbc.sql("update work_session set task_id = null where task_id = ?")
                .param(task)
                .update();
        if (rows > 0) {
            jdbc.sql("update work_issue set ended_at = ?, ended_how = ? where task_id = ? and ended_at is null")
                    .params(utc(clock.instant()), how.name(), task)
                    .update();
        }
        leases.free(task);
    }

    void ended(String login, String task, End how) {
        ended(login, task, how, clock.instant());
    }

    /**
     * Takes the task out of this person's hand; a colleague who has it, or a part of it, keeps it. Its client is free for others, also
     * where the person works without a session.
     */
    void ended(String login, String task, End how, Instant at) {
        int rows = jdbc.sql("update work_session set task_id = null where open_login = ? and task_id = ?")
                .params(login, task)
                .update();
        if (rows > 0) {
            jdbc.sql(
                            """
                            update work_issue set ended_at = ?, ended_how = ?
                            where task_id = ? and login = ? and ended_at is null""")
                    .params(utc(at), how.name(), task, login)
                    .update();
        }
        leases.free(task, login);
    }

    /** Holds the hand of the person until the end of the transaction: who takes a task away locks it before the task, as the conveyor does. */
    void lockHand(String login) {
        jdbc.sql("select id from work_session where open_login = ? for update")
                .param(login)
                .query(Long.class)
                .optional();
    }

    /** How many were issued to the person since the moment. */
    int count(String login, Instant since, @Nullable Lane lane) {
        var query = jdbc.sql("select count(*) from work_issue where login = ? and issued_at >= ?"
                + (lane == null ? "" : " and lane = ?"));
        query = query.params(login, utc(since));
        return (lane == null ? query : query.param(lane.name()))
                .query(Integer.class)
                .single();
    }
}
