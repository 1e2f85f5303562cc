package otklik.tasks;

import static otklik.tasks.TaskRows.utc;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.tasks.TaskFilter.When;

/** Assignments in lists: what is due first before the others; closed ones, the newest first. */
@Component
public class TaskList {
    private static final String OPEN = "g.state in ('NEW', 'IN_PROGRESS')";
    private static final String CLOSED = "g.state in ('DONE', 'DECLINED', 'WITHDRAWN')";
    /** From so many letters on a part of a title is looked for. */
    private static final int LETTERS = 3;

    private final JdbcClient jdbc;
    private final TaskGuard guard;
    private final Accounts accounts;
    private final Policy policy;
    private final Parameters parameters;
    private final Clock clock;

    TaskList(JdbcClient jdbc, TaskGuard guard, Accounts accounts, Policy policy, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.guard = guard;
        this.accounts = accounts;
        this.policy = policy;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Whether the person of the screen may see assignments that are neither his nor given by him. */
    public boolean seesOthers() {
        return !people().isEmpty();
    }

    /** The people whose assignments the person of the screen may see, himself left out. */
    public List<Account> people() {
        var reach = policy.reach(Section.ASSIGNMENTS, Action.VIEW);
        var me = CurrentUser.login().orElse("");
        return accounts.all().stream()
                .filter(account -> account.active() && !account.login().equals(me) && reach.covers(account.login()))
                .toList();
    }

    public List<GivenTask> list(TaskFilter filter, int offset, int limit) {
        var asked = new HashMap<String, Object>();
        var condition = whose(filter, asked) + narrowed(filter, asked) + when(filter.when(), asked);
        var order = filter.when() == When.CLOSED ? " order by g.closed_at desc, g.id desc" : " order by g.due_at, g.id";
        return guard.seen("select g.* from given_task g where " + condition, order + " limit :limit offset :offset")
                .params(asked)
                .param("limit", limit)
                .param("offset", offset)
                .query(TaskRows::task)
                .list();
    }

    /** How many open ones there are of each nearness, the rest of the filter held; closed ones are not counted. */
    public Map<When, Integer> counts(TaskFilter filter) {
        var asked = new HashMap<String, Object>();
        var condition = whose(filter, asked) + narrowed(filter, asked);
        asked.put("now", utc(clock.instant()));
        asked.put("tomorrow", tomorrow());
        var counts = new EnumMap<When, Integer>(When.class);
        guard.seen(
                        """
                        select count(*) as n, coalesce(sum(case when g.due_at < :now then 1 else 0 end), 0) as late,
                            coalesce(sum(case when g.due_at >= :now and g.due_at < :tomorrow then 1 else 0 end), 0) as today
                        from given_task g where """
                                + " " + OPEN + " and " + condition,
                        "")
                .params(asked)
                .query(row -> {
                    counts.put(When.OPEN, row.getInt("n"));
                    counts.put(When.OVERDUE, row.getInt("late"));
                    counts.put(When.TODAY, row.getInt("today"));
                    counts.put(When.LATER, row.getInt("n") - row.getInt("late") - row.getInt("today"));
                });
        return counts;
    }

    /** How many of the person's open assignments are overdue or due today: those that call for him now. */
    public int countNow(String login, Set<String> groups) {
        var own = accounts.standing(login).own();
        var mine = own.isEmpty() ? "1 = 0" : "g.responsible in (:hands)";
        var queue = groups.isEmpty() ? "1 = 0" : "g.responsible is null and g.queue in (:groups)";
        var statement = jdbc.sql("select count(*) from given_task g where " + OPEN + " and g.due_at < :tomorrow and ("
                        + mine + " or " + queue + ")")
                .param("tomorrow", tomorrow());
        statement = own.isEmpty() ? statement : statement.param("hands", own);
        statement = groups.isEmpty() ? statement : statement.param("groups", groups);
        return statement.query(Integer.class).single();
    }

    /**
     * Those that the person of the screen may see, open or closed, the newest first: by their number, or by a part of the title.
     *
     * @param text of at least three letters: fewer find nothing
     */
    public List<GivenTask> found(String text, int limit) {
        var number = text.strip().toUpperCase(Locale.ROOT).replace('\u0422', 'T');
        if (number.matches("T-\\d{1,18}")) {
            return guard.seen("select g.* from given_task g where g.number = :number", "")
                    .param("number", number)
                    .query(TaskRows::task)
                    .list();
        }
        return text.length() < LETTERS
                ? List.of()
                : guard.seen(
                                "select g.* from given_task g where lower(g.title) like :text escape '!'",
                                " order by g.id desc limit :limit")
                        .param("text", part(text))
                        .param("limit", limit)
                        .query(TaskRows::task)
                        .list();
    }

    private String whose(TaskFilter filter, Map<String, Object> asked) {
        var login = CurrentUser.login().orElse("");
        var standing = accounts.standing(login);
        return switch (filter.whose()) {
            case MINE -> {
                if (!standing.own().isEmpty()) {
                    asked.put("mine", standing.own());
                }
                if (!standing.groups().isEmpty()) {
                    asked.put("groups", standing.groups());
                }
                yield "(" + (standing.own().isEmpty() ? "1 = 0" : "g.responsible in (:mine)")
                        + (standing.groups().isEmpty() ? "" : " or g.responsible is null and g.queue in (:groups)")
                        + ")";
            }
            case GIVEN -> {
                asked.put("giver", login);
                yield "g.giver = :giver";
            }
            case ALL -> "1 = 1";
        };
    }

    private static String narrowed(TaskFilter filter, Map<String, Object> asked) {
        var condition = new StringBuilder();
        var person = filter.person();
        if (person != null) {
            condition.append(" and g.responsible = :person");
            asked.put("person", person);
        }
        if (!filter.text().isBlank()) {
            condition.append(" and (lower(g.title) like :text escape '!' or g.number = :number or g.about = :number)");
            asked.put("text", part(filter.text()));
            asked.put("number", filter.text().strip().toUpperCase(Locale.ROOT));
        }
        return condition.toString();
    }

    private String when(When when, Map<String, Object> asked) {
        if (when == When.OVERDUE || when == When.TODAY) {
            asked.put("now", utc(clock.instant()));
        }
        if (when == When.TODAY || when == When.LATER) {
            asked.put("tomorrow", tomorrow());
        }
        return switch (when) {
            case OPEN -> " and " + OPEN;
            case OVERDUE -> " and " + OPEN + " and g.due_at < :now";
            case TODAY -> " and " + OPEN + " and g.due_at >= :now and g.due_at < :tomorrow";
            case LATER -> " and " + OPEN + " and g.due_at >= :tomorrow";
            case CLOSED -> " and " + CLOSED;
        };
    }

    private static String part(String text) {
        return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }

    private OffsetDateTime tomorrow() {
        var zone = parameters.zone(Parameter.COMPANY_ZONE);
        return utc(clock.instant()
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant());
    }
}
