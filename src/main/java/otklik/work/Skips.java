package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Section;

/** What people did not want to do, and why. A skipped task is not given to the same person again on that day. */
@Component
public class Skips {
    private final JdbcClient jdbc;
    private final Policy policy;
    private final Clock clock;

    Skips(JdbcClient jdbc, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * One skipped task.
     *
     * @param reason id of a {@link WorkReasons.Reason}
     */
    public record Skip(
            String login,
            Instant at,
            String businessKey,
            String processKey,
            String taskKey,
            String reason,
            @Nullable String note) {}

    /** How often a person gave a reason. */
    public record Count(String login, String reason, int skips) {}

    /** What was skipped in the days by those whose work the person of the screen may see, the newest first. */
    public List<Skip> list(LocalDate from, LocalDate until, @Nullable String login, int offset, int limit) {
        var reach = reach();
        return reach.bind(
                        jdbc.sql("select * from work_skip where skipped_on between :from and :until and " + seen(reach)
                                        + (login == null ? "" : " and login = :login")
                                        + " order by skipped_at desc, id desc limit :limit offset :offset")
                                .param("from", from)
                                .param("until", until)
                                .param("login", login)
                                .param("limit", limit)
                                .param("offset", offset))
                .query((row, number) -> new Skip(
                        row.getString("login"),
                        java.util.Objects.requireNonNull(WorkItems.instant(row, "skipped_at")),
                        row.getString("business_key"),
                        row.getString("process_key"),
                        row.getString("task_key"),
                        row.getString("reason"),
                        row.getString("note")))
                .list();
    }

    /** The reasons of the days by person, the most frequent first; of those whose work may be seen. */
    public List<Count> counts(LocalDate from, LocalDate until) {
        var reach = reach();
        return reach.bind(jdbc.sql(
                                "select login, reason, count(*) as n from work_skip where skipped_on between :from and :until and "
                                        + seen(reach)
                                        + " group by login, reason order by n desc, login, reason limit 500")
                        .param("from", from)
                        .param("until", until))
                .query((row, number) -> new Count(row.getString("login"), row.getString("reason"), row.getInt("n")))
                .list();
    }

    /** How many each person has skipped on the day, of those whose work may be seen. */
    public Map<String, Integer> ofDay(LocalDate day) {
        var reach = reach();
        var counts = new HashMap<String, Integer>();
        reach.bind(jdbc.sql("select login, count(*) as n from work_skip where skipped_on = :day and " + seen(reach)
                                + " group by login")
                        .param("day", day))
                .query(row -> {
                    counts.put(row.getString("login"), row.getInt("n"));
                });
        return counts;
    }

    private Reach reach() {
        return policy.reach(Section.WORK, Action.VIEW);
    }

    /** A skip is always somebody's. */
    private static String seen(Reach reach) {
        return reach.condition("login", "task_id");
    }

    /** What the person skipped on the day. */
    List<String> tasks(String login, LocalDate day) {
        return jdbc.sql("select task_id from work_skip where login = ? and skipped_on = ?")
                .params(login, day)
                .query(String.class)
                .list();
    }

    void add(String login, LocalDate day, WorkItem item, String reason, @Nullable String note) {
        jdbc.sql(
                        """
                        insert into work_skip (login, skipped_on, skipped_at, task_id, business_key, process_key, task_key, reason, note)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        login,
                        day,
                        utc(clock.instant()),
                        item.taskId(),
                        item.businessKey(),
                        item.processKey(),
                        item.taskKey(),
                        reason,
                        note)
                .update();
    }
}
