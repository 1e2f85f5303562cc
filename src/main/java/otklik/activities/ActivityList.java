package otklik.activities;

import static otklik.activities.ActivityRows.utc;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.activities.ActivityFilter.When;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** Planned activities of people, what is due first before the others. */
@Component
public class ActivityList {
    /** Typed on either keyboard. */
    private static final Pattern NUMBER = Pattern.compile("[Aa\u0410\u0430]-(\\d{1,18})");
    /** From so many letters on the index of three letters helps. */
    private static final int LETTERS_OF_INDEX = 3;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Policy policy;
    private final Parameters parameters;
    private final ActivityGuard guard;
    private final Clock clock;

    ActivityList(
            JdbcClient jdbc,
            Accounts accounts,
            Policy policy,
            Parameters parameters,
            ActivityGuard guard,
            Clock clock) {
        this.jdbc = jdbc;
        this.guard = guard;
        this.accounts = accounts;
        this.policy = policy;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** The people whose activities the person of the screen may see, himself left out. */
    public List<Account> people() {
        var reach = policy.reach(Section.ACTIVITIES, Action.VIEW);
        var me = CurrentUser.login().orElse("");
        return accounts.all().stream()
                .filter(account -> account.active() && !account.login().equals(me) && reach.covers(account.login()))
                .toList();
    }

    public List<Activity> list(ActivityFilter filter, int offset, int limit) {
        var asked = new HashMap<String, Object>();
        var condition = condition(filter, asked);
        return jdbc.sql(ActivityRows.SELECT + " where " + condition
                        + " order by a.due_at, a.id limit :limit offset :offset")
                .params(asked)
                .param("limit", limit)
                .param("offset", offset)
                .query(ActivityRows::activity)
                .list();
    }

    /**
     * The activity after or before one in the order of the list; the first of the list where there is none to go from, none at its end.
     *
     * @param here need not be in the list any more
     */
    public Optional<Activity> neighbour(ActivityFilter filter, @Nullable Activity here, boolean forward) {
        if (here == null) {
            return list(filter, 0, 1).stream().findFirst();
        }
        var asked = new HashMap<String, Object>();
        var condition = condition(filter, asked);
        var beyond = forward ? ">" : "<";
        var order = forward ? "asc" : "desc";
        return jdbc.sql(ActivityRows.SELECT
                        + " where %1$s and (a.due_at %2$s :due or a.due_at = :due and a.id %2$s :id) order by a.due_at %3$s, a.id %3$s limit 1"
                                .formatted(condition, beyond, order))
                .params(asked)
                .param("due", utc(here.due()))
                .param("id", here.id())
                .query(ActivityRows::activity)
                .optional();
    }

    /**
     * Those that the person of the screen may see, planned or closed, the newest first: by their number, or by a part of what is to be done.
     *
     * @param text a part of the title of at least three letters: fewer find nothing
     */
    public List<Activity> found(String text, int limit) {
        var number = NUMBER.matcher(text);
        if (number.matches()) {
            return guard.seen(ActivityRows.SELECT + " where a.number = :number", "")
                    .param("number", "A-" + number.group(1))
                    .query(ActivityRows::activity)
                    .list();
        }
        if (text.length() < LETTERS_OF_INDEX) {
            return List.of();
        }
        return guard.seen(
                        ActivityRows.SELECT + " where lower(a.title) like :text escape '!'",
                        " order by a.id desc limit :limit")
                .param("text", part(text))
                .param("limit", limit)
                .query(ActivityRows::activity)
                .list();
    }

    private static String part(String text) {
        return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }

    /** How many there are of each nearness, the rest of the filter held. */
    public Map<When, Integer> counts(ActivityFilter filter) {
        var asked = new HashMap<String, Object>();
        var condition = condition(filter.at(When.ALL), asked);
        asked.put("now", utc(clock.instant()));
        asked.put("tomorrow", tomorrow());
        var counts = new EnumMap<When, Integer>(When.class);
        jdbc.sql(
                        """
                        select count(*) as n, coalesce(sum(case when a.due_at < :now then 1 else 0 end), 0) as late,
                            coalesce(sum(case when a.due_at >= :now and a.due_at < :tomorrow then 1 else 0 end), 0) as today
                        from activity a join company c on c.id = a.company_id where """
                                + " " + condition)
                .params(asked)
                .query(row -> {
                    counts.put(When.ALL, row.getInt("n"));
                    counts.put(When.OVERDUE, row.getInt("late"));
                    counts.put(When.TODAY, row.getInt("today"));
                    counts.put(When.LATER, row.getInt("n") - row.getInt("late") - row.getInt("today"));
                });
        return counts;
    }

    /** How many of the person's planned activities are overdue or due today: those that call for him now. */
    public int countNow(String login, Set<String> groups) {
        var own = accounts.standing(login).own();
        var mine = own.isEmpty() ? "1 = 0" : "responsible in (:own)";
        var queue = groups.isEmpty() ? "1 = 0" : "responsible is null and queue in (:groups)";
        var statement = jdbc.sql("select count(*) from activity where state = 'PLANNED' and due_at < :tomorrow and ("
                        + mine + " or " + queue + ")")
                .param("tomorrow", tomorrow());
        statement = own.isEmpty() ? statement : statement.param("own", own);
        statement = groups.isEmpty() ? statement : statement.param("groups", groups);
        return statement.query(Integer.class).single();
    }

    private String condition(ActivityFilter filter, Map<String, Object> asked) {
        var condition = new StringBuilder("a.state = 'PLANNED' and ").append(whose(filter, asked));
        var kind = filter.kind();
        if (kind != null) {
            condition.append(" and a.kind = :kind");
            asked.put("kind", kind.name());
        }
        if (!filter.text().isBlank()) {
            condition.append(
                    " and (lower(a.title) like :text escape '!' or lower(c.name) like :text escape '!' or a.number = :number)");
            asked.put("text", part(filter.text()));
            asked.put("number", filter.text().strip().toUpperCase(Locale.ROOT));
        }
        if (filter.when() != When.ALL) {
            condition.append(
                    switch (filter.when()) {
                        case OVERDUE -> " and a.due_at < :now";
                        case TODAY -> " and a.due_at >= :now and a.due_at < :tomorrow";
                        default -> " and a.due_at >= :tomorrow";
                    });
            if (filter.when() != When.LATER) {
                asked.put("now", utc(clock.instant()));
            }
            if (filter.when() != When.OVERDUE) {
                asked.put("tomorrow", tomorrow());
            }
        }
        return condition.toString();
    }

    private String whose(ActivityFilter filter, Map<String, Object> asked) {
        var person = filter.person();
        if (person != null) {
            if (!policy.reach(Section.ACTIVITIES, Action.VIEW).covers(person)) {
                return "1 = 0";
            }
            asked.put("person", person);
            return "a.responsible = :person";
        }
        var standing = accounts.standing(CurrentUser.login().orElse(""));
        if (standing.own().isEmpty()) {
            return "1 = 0";
        }
        asked.put("own", standing.own());
        if (standing.groups().isEmpty()) {
            return "a.responsible in (:own)";
        }
        asked.put("groups", standing.groups());
        return "(a.responsible in (:own) or a.responsible is null and a.queue in (:groups))";
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
