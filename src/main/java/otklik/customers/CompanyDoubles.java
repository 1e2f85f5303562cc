package otklik.customers;

import static java.util.Comparator.comparing;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.CompanyDouble.Likeness;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Section;

/**
 * Suggests companies that may be one: by taxpayer number, by phones and addresses, by names that are alike where no taxpayer number says
 * otherwise. Looked for in the background after each change of a card. Nothing is ever joined without a person.
 */
@Service
public class CompanyDoubles {
    /** How far pairs are counted. */
    public static final int COUNTED = 999;

    private static final String LIVE = "('ACTIVE', 'DO_NOT_DISTURB')";
    private static final int MOST = 10;
    private static final int CANDIDATES = 300;
    private static final int PREFIX = 4;
    private static final int SHORTEST_NAME = 5;
    private static final double ALIKE_BY_LETTERS = 0.93;
    private static final double ALIKE_BY_TRIGRAMS = 0.6;
    private static final int CHUNK = 200;
    private static final Map<Likeness, Integer> WEIGHTS = new EnumMap<>(
            Map.of(Likeness.SAME_INN, 60, Likeness.SAME_POINT, 50, Likeness.SAME_NAME, 40, Likeness.LIKE_NAME, 25));
    private static final int HIGHEST = 100;

    private final JdbcClient jdbc;
    private final Companies companies;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final Clock clock;
    private final Database database;
    private final boolean trigrams;

    CompanyDoubles(
            JdbcClient jdbc,
            Companies companies,
            Policy policy,
            History history,
            Signals signals,
            Attempts attempts,
            Clock clock,
            Database database) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.clock = clock;
        this.database = database;
        this.trigrams = database == Database.POSTGRESQL
                && jdbc.sql("select count(*) from pg_extension where extname = 'pg_trgm'")
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    private record Pair(long one, long other, int score, Set<Likeness> reasons) {}

    private record Known(long id, String nameKey, @Nullable String inn, @Nullable String kpp) {}

    /** Which companies may be this one, the likeliest first, those left out that a person has called different. At most ten. */
    public List<CompanyDouble> of(String number) {
        var me = jdbc.sql("select id, name_key, inn, kpp from company where number = ? and state in " + LIVE)
                .param(number)
                .query((row, index) -> new Known(
                        row.getLong("id"), row.getString("name_key"), row.getString("inn"), row.getString("kpp")))
                .optional();
        if (me.isEmpty()) {
            return List.of();
        }
        var dismissed = jdbc.sql(
                        """
                        select case when one_id = :id then other_id else one_id end from company_double
                        where (one_id = :id or other_id = :id) and dismissed_at is not null""")
                .param("id", me.get().id())
                .query(Long.class)
                .set();
        var pairs = look(me.get()).stream()
                .filter(pair -> !dismissed.contains(pair.other()))
                .toList();
        return shown(pairs);
    }

    /** Pairs that nobody has decided about, the likeliest first; both companies are in the person's reach. */
    public List<CompanyDouble> pairs(int offset, int limit) {
        return shown(open(
                        "select d.one_id, d.other_id, d.score, d.reasons from",
                        " order by d.score desc, d.one_id, d.other_id limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query((row, index) -> new Pair(
                        row.getLong("one_id"),
                        row.getLong("other_id"),
                        row.getInt("score"),
                        Arrays.stream(row.getString("reasons").split(","))
                                .map(Likeness::valueOf)
                                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Likeness.class)))))
                .list());
    }

    /** How many pairs wait for a decision; counted up to one more than {@link #COUNTED}. */
    public int count() {
        return open("select count(*) from (select 1 from", " limit :most) counted")
                .param("most", COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec open(String before, String after) {
        Reach reach = policy.reach(Section.COMPANIES, Action.VIEW);
        var sql = before + " company_double d join company a on a.id = d.one_id join company b on b.id = d.other_id"
                + " where d.dismissed_at is null and a.state in " + LIVE + " and b.state in " + LIVE
                + (reach.everything()
                        ? ""
                        : " and " + reach.condition("a.responsible", "cast(null as varchar(64))") + " and "
                                + reach.condition("b.responsible", "cast(null as varchar(64))"))
                + after;
        return reach.bind(jdbc.sql(sql));
    }

    /** Remembers that the two are different companies; they are not suggested again. */
    @Transactional
    public void dismiss(String one, String other) {
        var both = companies.all(List.of(one, other));
        if (both.size() < 2) {
            throw new Refusal("customers.company.unknown", both.containsKey(one) ? other : one);
        }
        if (both.values().stream().noneMatch(company -> companies.may(company, Action.CHANGE))) {
            var first = both.values().iterator().next();
            policy.require(Section.COMPANIES, Action.CHANGE, first.form().responsible(), null);
        }
        var ids = both.values().stream().map(CompanyCard::id).sorted().toList();
        write(new Pair(ids.get(0), ids.get(1), 1, EnumSet.of(Likeness.SAME_NAME)));
        jdbc.sql("update company_double set dismissed_at = ?, dismissed_by = ? where one_id = ? and other_id = ?")
                .params(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        CurrentUser.login().orElse(null),
                        ids.get(0),
                        ids.get(1))
                .update();
        history.tell(new History.Change(one, "companyNoDouble").because(other));
        history.tell(new History.Change(other, "companyNoDouble").because(one));
        signals.say(Companies.TOPIC);
    }

    private List<CompanyDouble> shown(List<Pair> pairs) {
        var ids = pairs.stream()
                .flatMap(pair -> List.of(pair.one(), pair.other()).stream())
                .map(id -> "K-" + id)
                .distinct()
                .toList();
        var cards = companies.all(ids);
        return pairs.stream()
                .filter(pair -> cards.containsKey("K-" + pair.one()) && cards.containsKey("K-" + pair.other()))
                .map(pair -> new CompanyDouble(
                        Objects.requireNonNull(cards.get("K-" + pair.one())),
                        Objects.requireNonNull(cards.get("K-" + pair.other())),
                        pair.score(),
                        pair.reasons()))
                .toList();
    }

    /** Looks at the companies that were changed since, and writes the pairs down. For the background; gives back how many were looked at. */
    int lookAtChanged() {
        return attempts.inTransaction(() -> {
            var wanted = jdbc.sql("select id, company_id from company_double_wanted order by id limit ?")
                    .param(CHUNK)
                    .query((row, index) -> Map.entry(row.getLong("id"), row.getLong("company_id")))
                    .list();
            if (wanted.isEmpty()) {
                return 0;
            }
            jdbc.sql("delete from company_double_wanted where id in (:ids)")
                    .param("ids", wanted.stream().map(Map.Entry::getKey).toList())
                    .update();
            var ids = wanted.stream().map(Map.Entry::getValue).distinct().toList();
            jdbc.sql("select id, name_key, inn, kpp from company where id in (:ids) and state in " + LIVE)
                    .param("ids", ids)
                    .query((row, index) -> new Known(
                            row.getLong("id"), row.getString("name_key"), row.getString("inn"), row.getString("kpp")))
                    .list()
                    .forEach(this::refresh);
            return wanted.size();
        });
    }

    private void refresh(Known company) {
        jdbc.sql("delete from company_double where (one_id = :id or other_id = :id) and dismissed_at is null")
                .param("id", company.id())
                .update();
        look(company)
                .forEach(pair -> write(new Pair(
                        Math.min(pair.one(), pair.other()),
                        Math.max(pair.one(), pair.other()),
                        pair.score(),
                        pair.reasons())));
    }

    private void write(Pair pair) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            jdbc.sql("insert into company_double (one_id, other_id, score, reasons, found_at) values (?, ?, ?, ?, ?)"
                            + unlessThere)
                    .params(
                            pair.one(),
                            pair.other(),
                            pair.score(),
                            pair.reasons().stream().map(Enum::name).collect(Collectors.joining(",")),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException known) {
            // Somebody has said that they are different, or another look found them.
        }
    }

    /** Three queries, each along an index and bounded. */
    private List<Pair> look(Known me) {
        var found = new LinkedHashMap<Long, Set<Likeness>>();
        if (me.inn() != null) {
            // The same number with another registration reason is a branch of the same company: said as the same number
            // all the same.
            jdbc.sql("select id from company where inn = ? and id <> ? and state in " + LIVE + " order by id limit "
                            + MOST)
                    .params(me.inn(), me.id())
                    .query(Long.class)
                    .list()
                    .forEach(id -> note(found, id, Likeness.SAME_INN));
        }
        jdbc.sql(
                        """
                        with mine as (select kind, point_key from company_point where company_id = :id
                            union select x.kind, x.point_key from contact_point x join person p on p.id = x.person_id
                            where p.company_id = :id)
                        select c.id from mine m join company_point o on o.kind = m.kind and o.point_key = m.point_key
                            join company c on c.id = o.company_id where c.id <> :id and c.state in %s
                        union select c.id from mine m join contact_point o on o.kind = m.kind and o.point_key = m.point_key
                            join person p on p.id = o.person_id join company c on c.id = p.company_id
                            where c.id <> :id and c.state in %s
                        order by 1 limit %d"""
                                .formatted(LIVE, LIVE, MOST))
                .param("id", me.id())
                .query(Long.class)
                .list()
                .forEach(id -> note(found, id, Likeness.SAME_POINT));
        named(me).forEach((id, likeness) -> note(found, id, likeness));
        return found.entrySet().stream()
                .map(entry -> new Pair(me.id(), entry.getKey(), score(entry.getValue()), entry.getValue()))
                .sorted(comparing(Pair::score).reversed())
                .limit(MOST)
                .toList();
    }

    private record Candidate(long id, String nameKey, @Nullable String inn) {}

    private Map<Long, Likeness> named(Known me) {
        var found = new LinkedHashMap<Long, Likeness>();
        for (var other : candidates(me)) {
            if (contradicts(me.inn(), other.inn())) {
                continue;
            }
            if (other.nameKey().equals(me.nameKey())) {
                found.put(other.id(), Likeness.SAME_NAME);
            } else if (trigrams
                    || new JaroWinklerSimilarity().apply(me.nameKey(), other.nameKey()) >= ALIKE_BY_LETTERS) {
                found.put(other.id(), Likeness.LIKE_NAME);
            }
        }
        return found;
    }

    /** Where the database knows trigrams, those it finds alike; else those that begin alike, of which the caller chooses. */
    private List<Candidate> candidates(Known me) {
        var select = "select id, name_key, inn from company where id <> :id and state in " + LIVE;
        JdbcClient.StatementSpec statement;
        if (me.nameKey().length() < SHORTEST_NAME) {
            statement = jdbc.sql(select + " and name_key = :name order by id limit " + MOST)
                    .param("name", me.nameKey());
        } else if (trigrams) {
            statement = jdbc.sql(select + " and name_key % :name and similarity(name_key, :name) >= :least"
                            + " order by similarity(name_key, :name) desc, id limit " + MOST)
                    .param("name", me.nameKey())
                    .param("least", ALIKE_BY_TRIGRAMS);
        } else {
            var prefix = me.nameKey().substring(0, PREFIX);
            statement = jdbc.sql(select + " and name_key >= :from and name_key < :until order by name_key, id limit "
                            + CANDIDATES)
                    .param("from", prefix)
                    .param("until", prefix + Character.MAX_VALUE);
        }
        return statement
                .param("id", me.id())
                .query((row, index) ->
                        new Candidate(row.getLong("id"), row.getString("name_key"), row.getString("inn")))
                .list();
    }

    private static boolean contradicts(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private static void note(Map<Long, Set<Likeness>> found, long id, Likeness likeness) {
        found.computeIfAbsent(id, key -> EnumSet.noneOf(Likeness.class)).add(likeness);
    }

    private static int score(Set<Likeness> reasons) {
        return Math.min(HIGHEST, reasons.stream().mapToInt(WEIGHTS::get).sum());
    }

    @Configuration
    static class Schedule {
        private static final Duration PAUSE = Duration.ofSeconds(30);
        private static final int MOST_CHUNKS = 100;

        @Bean
        RecurringTask<Void> lookForDoubles(CompanyDoubles doubles, Signals signals) {
            return Tasks.recurring("look-for-doubles", FixedDelay.of(PAUSE)).execute((instance, context) -> {
                var chunks = 0;
                while (chunks < MOST_CHUNKS && doubles.lookAtChanged() > 0) {
                    chunks++;
                }
                if (chunks > 0) {
                    signals.say(Companies.TOPIC);
                }
            });
        }
    }
}
