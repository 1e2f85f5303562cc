package otklik.activities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of activities. Rights and checks are the callers' matter. */
@Repository
class ActivityRows {
    static final String SELECT =
            """
            select a.*, c.name as company_name, c.zone as company_zone, c.responsible as company_responsible,
                c.manager as company_manager
            from activity a join company c on c.id = a.company_id""";

    private final JdbcClient jdbc;

    ActivityRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a row and returns its number. */
    String insert(
            long companyId,
            ActivityPlan plan,
            String queue,
            ActivityState state,
            @Nullable ActivityOutcome outcome,
            String result,
            String by,
            Instant now) {
        long id =
                jdbc.sql("select nextval('activity_number')").query(Long.class).single();
        var remind = plan.remindBefore();
        var isClosed = state != ActivityState.PLANNED;
        jdbc.sql(
                        """
                        insert into activity (id, number, company_id, company, person, kind, title, description, state, outcome,
                            responsible, queue, due_at, remind_minutes, urgent, result, created_at, created_by, closed_at, closed_by,
                            batch_key, series)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        "A-" + id,
                        companyId,
                        plan.company(),
                        plan.person(),
                        plan.kind().name(),
                        plan.title(),
                        none(plan.description()),
                        state.name(),
                        outcome == null ? null : outcome.name(),
                        plan.responsible(),
                        queue,
                        utc(plan.due()),
                        remind == null ? null : (int) remind.toMinutes(),
                        plan.urgent(),
                        none(result),
                        utc(now),
                        by,
                        isClosed ? utc(plan.due()) : null,
                        isClosed ? by : null,
                        plan.batch(),
                        plan.series())
                .update();
        return "A-" + id;
    }

    Optional<Activity> find(String number) {
        return jdbc.sql(SELECT + " where a.number = ?")
                .param(number)
                .query(ActivityRows::activity)
                .optional();
    }

    /** Planned ones of a company, the nearest first. */
    List<Activity> planned(String company, int limit) {
        return jdbc.sql(SELECT + " where a.company = ? and a.state = 'PLANNED' order by a.due_at, a.id limit ?")
                .params(company, limit)
                .query(ActivityRows::activity)
                .list();
    }

    /** Planned ones of a company that are a person's. */
    List<Activity> plannedOf(String company, String responsible, int limit) {
        return jdbc.sql(
                        SELECT
                                + " where a.company = ? and a.state = 'PLANNED' and a.responsible = ? order by a.due_at, a.id limit ?")
                .params(company, responsible, limit)
                .query(ActivityRows::activity)
                .list();
    }

    /** Planned ones of several companies, the nearest first of each; at most {@code most} of each. */
    List<Activity> planned(Collection<String> companies, int most) {
        return companies.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                select p.*, c.name as company_name, c.zone as company_zone, c.responsible as company_responsible,
                                    c.manager as company_manager
                                from (select a.*, row_number() over (partition by a.company order by a.due_at, a.id) as place
                                    from activity a where a.company in (:companies) and a.state = 'PLANNED') p
                                join company c on c.id = p.company_id where p.place <= :most order by p.company, p.place""")
                        .param("companies", companies)
                        .param("most", most)
                        .query(ActivityRows::activity)
                        .list();
    }

    /** Closed ones of a company, the newest first. */
    List<Activity> closed(String company, int offset, int limit) {
        return jdbc.sql(
                        SELECT
                                + " where a.company = ? and a.state <> 'PLANNED' order by a.closed_at desc, a.id desc limit ? offset ?")
                .params(company, limit, offset)
                .query(ActivityRows::activity)
                .list();
    }

    int countClosed(String company) {
        return jdbc.sql("select count(*) from activity where company = ? and state <> 'PLANNED'")
                .param(company)
                .query(Integer.class)
                .single();
    }

    int countPlanned(String company) {
        return jdbc.sql("select count(*) from activity where company = ? and state = 'PLANNED'")
                .param(company)
                .query(Integer.class)
                .single();
    }

    /** How much a batch has given to a person: nothing, one, or 2 for more. */
    int countOfBatch(String batch, String login) {
        return jdbc.sql(
                        "select count(*) from (select 1 from activity where batch_key = ? and responsible = ? limit 2) given")
                .params(batch, login)
                .query(Integer.class)
                .single();
    }

    void replan(String number, Instant due, @Nullable Duration remind, @Nullable String responsible, String queue) {
        jdbc.sql("update activity set due_at = ?, remind_minutes = ?, responsible = ?, queue = ? where number = ?")
                .params(utc(due), remind == null ? null : (int) remind.toMinutes(), responsible, queue, number)
                .update();
    }

    /** Whoever has the task has the activity. */
    void hold(String number, @Nullable String responsible) {
        jdbc.sql("update activity set responsible = ? where number = ?")
                .params(responsible, number)
                .update();
    }

    /** Closes a planned one; false when it is closed already. */
    boolean close(
            String number,
            ActivityState state,
            @Nullable ActivityOutcome outcome,
            String result,
            String by,
            Instant now) {
        return jdbc.sql(
                                """
                                update activity set state = ?, outcome = ?, result = ?, closed_at = ?, closed_by = ?
                                where number = ? and state = 'PLANNED'""")
                        .params(
                                state.name(),
                                outcome == null ? null : outcome.name(),
                                none(result),
                                utc(now),
                                by,
                                number)
                        .update()
                == 1;
    }

    static Activity activity(ResultSet row, int index) throws SQLException {
        var zone = row.getString("company_zone");
        var outcome = row.getString("outcome");
        var minutes = row.getObject("remind_minutes", Integer.class);
        return new Activity(
                row.getLong("id"),
                row.getString("number"),
                row.getString("company"),
                row.getString("company_name"),
                zone == null ? null : ZoneId.of(zone),
                row.getString("company_responsible"),
                row.getString("company_manager"),
                row.getString("person"),
                ActivityKind.valueOf(row.getString("kind")),
                row.getString("title"),
                text(row, "description"),
                ActivityState.valueOf(row.getString("state")),
                outcome == null ? null : ActivityOutcome.valueOf(outcome),
                row.getString("responsible"),
                row.getString("queue"),
                Objects.requireNonNull(instant(row, "due_at")),
                minutes == null ? null : Duration.ofMinutes(minutes),
                row.getBoolean("urgent"),
                text(row, "result"),
                Objects.requireNonNull(instant(row, "created_at")),
                row.getString("created_by"),
                instant(row, "closed_at"),
                row.getString("closed_by"),
                row.getString("batch_key"),
                row.getString("series"));
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable String none(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
