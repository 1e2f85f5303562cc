package otklik.customers;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.kernel.Database;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Settings;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Section;

/** Reads the companies that the person may see, along the indexes: page by page, counted up to a limit, or all of a selection. */
@Service
public class CompanyList {
    /** How far companies are counted where nobody asked for the exact number. */
    public static final int COUNTED = 1000;

    private static final int CHUNK = 1000;
    /** Companies with a tag of which there are no more are looked at each, rather than searched for along the list. */
    private static final int RARE = 5000;

    private final JdbcClient jdbc;
    private final Database database;
    private final CompanyRows rows;
    private final CustomFields fields;
    private final Cycle cycle;
    private final Segments segments;
    private final Policy policy;
    private final Parameters parameters;
    private final Clock clock;
    private final String country;

    CompanyList(
            JdbcClient jdbc,
            Database database,
            CompanyRows rows,
            CustomFields fields,
            Cycle cycle,
            Segments segments,
            Policy policy,
            Parameters parameters,
            Clock clock,
            Settings settings) {
        this.jdbc = jdbc;
        this.database = database;
        this.rows = rows;
        this.fields = fields;
        this.cycle = cycle;
        this.segments = segments;
        this.policy = policy;
        this.parameters = parameters;
        this.clock = clock;
        this.country = settings.country();
    }

    /** One page of the list in its order; a fixed number of queries. */
    public List<CompanyCard> page(CompanyFilter filter, int offset, int limit) {
        var query = new Query(filter);
        var numbers = query.of("select c.number from company c where " + query.conditions() + " order by "
                        + CompanyQuery.order(filter.order()) + " limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(String.class)
                .list();
        var cards = rows.all(numbers).stream().collect(Collectors.toMap(CompanyCard::number, Function.identity()));
        return numbers.stream().map(cards::get).filter(Objects::nonNull).toList();
    }

    /** How many the filter finds, counted up to one more than {@link #COUNTED}. */
    public int count(CompanyFilter filter) {
        var query = new Query(filter);
        return query.of("select count(*) from (select 1 from company c where " + query.conditions()
                        + " limit :most) counted")
                .param("most", COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    /** How many the filter finds, to the last one: for the moment in which a person confirms an act on all of them (E72). */
    public int countAll(CompanyFilter filter) {
        var query = new Query(filter);
        return query.of("select count(*) from company c where " + query.conditions())
                .query(Integer.class)
                .single();
    }

    /**
     * Gives the number of each chosen company that the person reaches by now: chosen by hand in their order, of a filter those that it finds
     * now, in the order of their ids. A thousand are read at a time, so a selection may be as large as the list.
     */
    public void numbers(CompanySelection selection, Consumer<String> consumer) {
        each(selection, (number, name) -> consumer.accept(number));
    }

    /** The same with the name beside the number. */
    public void each(CompanySelection selection, BiConsumer<String, String> consumer) {
        if (selection.query() != null) {
            found(CompanyFilter.read(selection.query()), consumer);
            return;
        }
        for (int from = 0; from < selection.numbers().size(); from += CHUNK) {
            var chunk = selection
                    .numbers()
                    .subList(from, Math.min(selection.numbers().size(), from + CHUNK));
            var reached = reached(chunk);
            chunk.stream()
                    .filter(reached::containsKey)
                    .forEach(number -> consumer.accept(number, Objects.requireNonNull(reached.get(number))));
        }
    }

    private record Found(long id, String number, String name) {}

    private void found(CompanyFilter filter, BiConsumer<String, String> consumer) {
        var query = new Query(filter);
        long last = 0;
        while (true) {
            var found = query.of("select c.id, c.number, c.name from company c where " + query.conditions()
                            + " and c.id > :last order by c.id limit :limit")
                    .param("last", last)
                    .param("limit", CHUNK)
                    .query((row, index) -> new Found(row.getLong("id"), row.getString("number"), row.getString("name")))
                    .list();
            found.forEach(one -> consumer.accept(one.number(), one.name()));
            if (found.size() < CHUNK) {
                return;
            }
            last = found.get(found.size() - 1).id();
        }
    }

    private Map<String, String> reached(Collection<String> numbers) {
        var reach = policy.reach(Section.COMPANIES, Action.VIEW);
        return reach
                .bind(jdbc.sql("select c.number, c.name from company c where c.number in (:numbers) and "
                        + reach.condition("c.responsible", "cast(null as varchar(64))")))
                .param("numbers", numbers)
                .query((row, index) -> Map.entry(row.getString("number"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The first companies that the text finds, by name, for a search that shows no more than a line of each.
     *
     * @param text as in {@link CompanyFilter#text}
     */
    public List<Line> lines(String text, int limit) {
        var query = new Query(CompanyFilter.ALL.saying(text));
        return query.of("select c.number, c.name, c.inn from company c where " + query.conditions() + " order by "
                        + CompanyQuery.order(CompanyOrder.NAME) + " limit :limit")
                .param("limit", limit)
                .query((row, index) -> new Line(row.getString("number"), row.getString("name"), row.getString("inn")))
                .list();
    }

    /**
     * A company in a line.
     *
     * @param inn taxpayer number, where it is known
     */
    public record Line(String number, String name, @Nullable String inn) {}

    /** The statement of a filter, for the person of the screen, with its parameters. */
    private final class Query {
        private final Reach reach = policy.reach(Section.COMPANIES, Action.VIEW);
        private final CompanyQuery conditions;

        Query(CompanyFilter filter) {
            var zone = parameters.zone(Parameter.COMPANY_ZONE);
            var now = clock.instant();
            conditions = new CompanyQuery(
                    filter,
                    new CompanyQuery.World(
                            database,
                            CurrentUser.login().orElse(""),
                            country,
                            zone,
                            now,
                            cycle.start(),
                            fields::all,
                            segments::find,
                            this::isRare));
        }

        private boolean isRare(String tag) {
            return jdbc.sql("select count(*) from (select 1 from company_tag where tag = ? limit ?) counted")
                            .params(tag, RARE + 1)
                            .query(Integer.class)
                            .single()
                    <= RARE;
        }

        String conditions() {
            return reach.condition("c.responsible", "cast(null as varchar(64))") + conditions.text();
        }

        JdbcClient.StatementSpec of(String sql) {
            return reach.bind(jdbc.sql(sql)).params(conditions.parameters());
        }
    }
}
