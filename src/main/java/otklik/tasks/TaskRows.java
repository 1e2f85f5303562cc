package otklik.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of assignments. Rights and checks are the callers' matter. */
@Repository
class TaskRows {
    private final JdbcClient jdbc;

    TaskRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a row and returns its number. */
    String insert(TaskPlan plan, String queue, String giver, @Nullable String rule, Instant now) {
        long id = jdbc.sql("select nextval('given_task_number')")
                .query(Long.class)
                .single();
        jdbc.sql(
                        """
                        insert into given_task (id, number, title, description, about, giver, responsible, queue, state, due_at,
                            remind_minutes, urgent, rule_number, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'NEW', ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        "T-" + id,
                        plan.title(),
                        none(plan.description()),
                        plan.about(),
                        giver,
                        plan.responsible(),
                        queue,
                        utc(plan.due()),
                        minutes(plan.remindBefore()),
                        plan.urgent(),
                        rule,
                        utc(now))
                .update();
        return "T-" + id;
    }

    Optional<GivenTask> find(String number) {
        return jdbc.sql("select * from given_task where number = ?")
                .param(number)
                .query(TaskRows::task)
                .optional();
    }

    /** Locks the row until the end of the transaction. */
    Optional<GivenTask> lock(String number) {
        return jdbc.sql("select * from given_task where number = ? for update")
                .param(number)
                .query(TaskRows::task)
                .optional();
    }

    /** Of a case: the open ones first, what is due first before the others, then the closed ones, the newest first. */
    List<GivenTask> about(String caseKey, int limit) {
        return jdbc.sql(
                        """
                        select * from given_task where about = ?
                        order by case when state in ('NEW', 'IN_PROGRESS') then 0 else 1 end,
                            case when state in ('NEW', 'IN_PROGRESS') then due_at end, id desc limit ?""")
                .params(caseKey, limit)
                .query(TaskRows::task)
                .list();
    }

    void state(String number, TaskState state) {
        jdbc.sql("update given_task set state = ? where number = ?")
                .params(state.name(), number)
                .update();
    }

    void close(String number, TaskState state, String result, String by, Instant now) {
        jdbc.sql("update given_task set state = ?, result = ?, closed_by = ?, closed_at = ? where number = ?")
                .params(state.name(), none(result), by, utc(now), number)
                .update();
    }

    void replan(
            String number,
            TaskState state,
            Instant due,
            @Nullable Duration remind,
            @Nullable String responsible,
            String queue) {
        jdbc.sql(
                        """
                        update given_task set state = ?, due_at = ?, remind_minutes = ?, responsible = ?, queue = ?
                        where number = ?""")
                .params(state.name(), utc(due), minutes(remind), responsible, queue, number)
                .update();
    }

    /** Whoever has the task has the assignment. */
    void hold(String number, @Nullable String responsible) {
        jdbc.sql("update given_task set responsible = ? where number = ?")
                .params(responsible, number)
                .update();
    }

    static GivenTask task(ResultSet row, int index) throws SQLException {
        var minutes = row.getObject("remind_minutes", Integer.class);
        return new GivenTask(
                row.getLong("id"),
                row.getString("number"),
                row.getString("title"),
                text(row, "description"),
                row.getString("about"),
                row.getString("giver"),
                row.getString("responsible"),
                row.getString("queue"),
                TaskState.valueOf(row.getString("state")),
                Objects.requireNonNull(instant(row, "due_at")),
                minutes == null ? null : Duration.ofMinutes(minutes),
                row.getBoolean("urgent"),
                text(row, "result"),
                row.getString("rule_number"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "closed_at"),
                row.getString("closed_by"));
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable String none(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable Integer minutes(@Nullable Duration span) {
        return span == null ? null : (int) span.toMinutes();
    }
}
