package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Section;

/** What people did not want to do, and why. A skipped task is not given to the same person again on that day. */
@Component
public class Skips {
    private static final String NO_QUEUE = "cast(null as varchar(64))";

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

    /** What was skipped in the days, the newest first. */
    public List<Skip> list(LocalDate from, LocalDate until, @Nullable String login, int offset, int limit) {
        var reach = seen();
        return reach.bind(jdbc.sql("select * from work_skip where skipped_on between :from and :until and "
                        + reach.condition("login", NO_QUEUE)
                        + (login == null ? "" : " and login = :login")
                        + " order by skipped_at desc, id desc limit :limit offset :offset"))
                .param("from", from)
                .param("until", until)
                .param("login", login)
                .param("limit", limit)
                .param("offset", offset)
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

    /** The reasons of the days by person, the most frequent first. */
    public List<Count> counts(LocalDate from, LocalDate until) {
        var reach = seen();
        return reach.bind(jdbc.sql(
                        "select login, reason, count(*) as n from work_skip where skipped_on between :from and :until and "
                                + reach.condition("login", NO_QUEUE)
                                + " group by login, reason order by n desc, login, reason limit 500"))
                .param("from", from)
                .param("until", until)
                .query((row, number) -> new Count(row.getString("login"), row.getString("reason"), row.getInt("n")))
                .list();
    }

    /** How many each person has skipped on the day. */
    public Map<String, Integer> ofDay(LocalDate day) {
        var reach = seen();
        var skips = new HashMap<String, Integer>();
        reach.bind(jdbc.sql("select login, count(*) as n from work_skip where skipped_on = :skipped and "
                        + reach.condition("login", NO_QUEUE) + " group by login"))
                .param("skipped", day)
                .query((RowCallbackHandler) row -> skips.put(row.getString("login"), row.getInt("n")));
        return skips;
    }

    /** What people did not want to do is for those who give them their work, each of those whose work he may see. */
    private Reach seen() {
        policy.require(Section.WORK, Action.ASSIGN);
        return policy.reach(Section.WORK, Action.VIEW);
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
