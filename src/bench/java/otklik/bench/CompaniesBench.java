package otklik.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyList;
import otklik.customers.CompanyOrder;
import otklik.customers.NextStep;
import otklik.customers.PlannedActivities;
import otklik.security.Role;
import otklik.staff.Employees;

/**
 * How long the list of companies takes at 1,000,000 companies and 3,000,000 activities: first page, filters, counters, search, what is
 * planned with the companies of a page; beside the queries one would write first. Keeps the plans of the product's own statements in
 * {@code src/bench/plans}. One command: {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.CompaniesBench}
 */
public final class CompaniesBench implements AutoCloseable {
    private static final int COMPANIES = 1_000_000;
    private static final int ACTIVITIES_EACH = 3;
    private static final int OPERATORS = 200;
    private static final int PAGE = 50;
    private static final int ROUNDS = 20;

    private final PostgresServer.Database database = PostgresServer.fresh("companies_bench");
    private final NodeOfTest node =
            NodeOfTest.start(database.properties(), List.of(Statements.InNode.class), "postgres");
    private final JdbcClient jdbc = node.bean(JdbcClient.class);

    private final ListTimes times = new ListTimes(jdbc, ROUNDS);

    private CompaniesBench() {}

    public static void main(String[] args) throws Exception {
        try (var bench = new CompaniesBench()) {
            bench.fill();
            bench.measure();
        }
        System.exit(0);
    }

    private void fill() throws Exception {
        hire("head", Role.HEAD);
        hire("operator7", Role.OPERATOR);
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into company (id, number, name, name_key, name_sort, inn, responsible, in_work, state, search_text,
                        open_activities, next_due, next_title, last_contact_at, created_at, changed_at)
                    select n, 'K-' || n, 'OOO Firm ' || n, 'firm ' || n, 'firm ' || n, lpad((n * 7)::text, 10, '0'),
                        'operator' || n %% %2$d, n %% 20 <> 0, case when n %% 50 = 0 then 'DO_NOT_DISTURB' else 'ACTIVE' end,
                        'ooo firm ' || n || ' ' || lpad((n * 7)::text, 10, '0') || ' +79' || lpad((n * 37 %% 1000000000)::text, 9, '0')
                            || ' office@firm' || n || '.example',
                        case when n %% 1000 = 7 then 0 else 1 + n %% 2 end,
                        case when n %% 1000 = 7 then null else now() + (n * 7919 %% 1200000 - 3000) * interval '1 minute' end,
                        case when n %% 1000 = 7 then null else 'Call again' end,
                        now() - (n * 104729 %% 25000) * interval '1 minute', now() - interval '1 year', now()
                    from generate_series(1::bigint, %1$d) n"""
                            .formatted(COMPANIES, OPERATORS));
            statement.execute(
                    """
                    insert into company_point (company_id, kind, written, point_key)
                    select n, 'PHONE', '+79' || lpad((n * 37 %% 1000000000)::text, 9, '0'), '+79' || lpad((n * 37 %% 1000000000)::text, 9, '0')
                    from generate_series(1::bigint, %d) n"""
                            .formatted(COMPANIES));
            statement.execute(
                    """
                    insert into company_tag (company_id, tag)
                    select n, 'regular' from generate_series(1::bigint, %1$d) n where n %% 3 = 0
                    union all select n, 'hot' from generate_series(1::bigint, %1$d) n where n %% 500 = 1"""
                            .formatted(COMPANIES));
            statement.execute(
                    """
                    insert into company_product (company_id, product_id, kind, noted_at)
                    select n, 1, 'INTEREST', now() from generate_series(1::bigint, %1$d) n where n %% 20 = 3
                    union all select n, 1, 'PURCHASE', now() from generate_series(1::bigint, %1$d) n where n %% 40 = 3"""
                            .formatted(COMPANIES));
            statement.execute(
                    """
                    insert into activity (id, number, company_id, company, kind, title, state, responsible, queue, due_at, created_at,
                        created_by, closed_at, result)
                    select n, 'A-' || n, 1 + (n - 1) / %2$d, 'K-' || 1 + (n - 1) / %2$d, 'CALL', 'Call again',
                        case when n %% %2$d = 0 then 'PLANNED' else 'DONE' end, 'operator' || (1 + (n - 1) / %2$d) %% %3$d, 'operator',
                        now() + (n * 7919 %% 60000 - 3000) * interval '1 minute', now() - interval '1 month', 'operator1',
                        case when n %% %2$d = 0 then null else now() - interval '1 day' end, 'talked'
                    from generate_series(1::bigint, %1$d) n"""
                            .formatted(COMPANIES * ACTIVITIES_EACH, ACTIVITIES_EACH, OPERATORS));
            statement.execute("vacuum analyze company");
            statement.execute("vacuum analyze company_tag");
            statement.execute("vacuum analyze company_point");
            statement.execute("vacuum analyze company_product");
            statement.execute("vacuum analyze activity");
        }
        System.out.printf(
                "%,d companies of %d operators, %,d activities; PostgreSQL 16, %d processors%n%n",
                COMPANIES,
                OPERATORS,
                COMPANIES * ACTIVITIES_EACH,
                Runtime.getRuntime().availableProcessors());
    }

    private void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private void measure() throws IOException {
        times.header();
        var list = node.bean(CompanyList.class);
        var all = CompanyFilter.ALL;
        var today = LocalDate.now(ZoneOffset.UTC);
        signIn("head");
        page("first-page", list, all);
        times.ours("companies-twentieth-page", () -> list.page(all, 19 * PAGE, PAGE));
        page("by-name", list, all.by(CompanyOrder.NAME));
        page("longest-without-contact", list, all.by(CompanyOrder.LEAST_CONTACTED));
        page("last-contacted", list, all.by(CompanyOrder.LAST_CONTACTED));
        page("of-one", list, all.of("operator7"));
        page("of-one-by-name", list, all.of("operator7").by(CompanyOrder.NAME));
        for (var step : NextStep.values()) {
            page("step-" + step.name().toLowerCase(Locale.ROOT).replace('_', '-'), list, all.at(step));
        }
        page("missing-by-name", list, all.at(NextStep.MISSING).by(CompanyOrder.NAME));
        page("tag-rare", list, all.tagged("hot"));
        page("tag-frequent", list, all.tagged("regular"));
        page("interested-never-bought", list, all.interestedIn(1L).neverBought(1L));
        page("last-contact", list, all.contacted(today.minusDays(9), today.minusDays(8)));
        page("text-name", list, all.saying("firm 77777"));
        page("text-phone", list, all.saying("8 900 000 37 00"));
        page("text-mail", list, all.saying("office@firm4242."));
        page("text-everywhere", list, all.saying("firm"));
        page("text-nowhere", list, all.saying("nothingofthekind"));
        times.ours("companies-search-lines", () -> list.lines("firm 4242", 5));
        times.ours("companies-count-mine", () -> list.count(all.of("operator7")));
        times.ours("companies-count-not-contacted", () -> list.count(all.at(NextStep.NOT_CONTACTED)));
        times.ours("companies-count-missing", () -> list.count(all.at(NextStep.MISSING)));
        times.ours(
                "companies-count-missing-of-one",
                () -> list.count(all.of("operator7").at(NextStep.MISSING)));
        var numbers = list.page(all, 0, PAGE).stream()
                .map(company -> company.number())
                .toList();
        var planned = node.beans(PlannedActivities.class).iterator().next();
        times.ours("companies-planned-of-a-page", () -> planned.of(numbers));
        System.out.println();
        times.naive(
                "first page by the activities",
                """
                select c.*, (select min(a.due_at) from activity a where a.company_id = c.id and a.state = 'PLANNED') as due
                from company c order by due nulls last limit 50""");
        times.naive(
                "search by like",
                "select * from company where lower(name) like '%nothing%' or inn like '%nothing%' or exists (select 1 from company_point p"
                        + " where p.company_id = company.id and p.point_key like '%nothing%') order by name limit 50");
        times.naive(
                "no next step by not exists",
                "select count(*) from company c where in_work and not exists (select 1 from activity a where a.company_id = c.id and a.state = 'PLANNED')");
        times.naive("all counted", "select count(*) from company where state = 'ACTIVE'");
        times.verdict();
    }

    private void page(String name, CompanyList list, CompanyFilter filter) throws IOException {
        times.ours("companies-" + name, () -> list.page(filter, 0, PAGE));
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
    }

    @Override
    public void close() {
        node.close();
    }
}
