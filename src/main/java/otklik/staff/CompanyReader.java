package otklik.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.Grant;
import otklik.security.ProductLimit;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Standing;
import otklik.security.WorkGroup;
import otklik.security.WorkMode;
import otklik.staff.Company.AbsenceRow;
import otklik.staff.Company.DepartmentRow;
import otklik.staff.Company.GrantRow;
import otklik.staff.Company.Holder;
import otklik.staff.Company.Membership;
import otklik.staff.Company.TeamRow;

/** Reads {@link Company} with one query a table, and works out what each person may do. */
@Component
class CompanyReader {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Parameters parameters;

    CompanyReader(JdbcClient jdbc, Clock clock, Parameters parameters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.parameters = parameters;
    }

    /** A row of {@code employee}, as far as rights need it. */
    private record Person(
            long id,
            String login,
            String name,
            String email,
            String passwordHash,
            EmployeeState state,
            @Nullable Long department,
            @Nullable String workMode,
            @Nullable String zone,
            String language,
            boolean dark,
            boolean seesAllProducts,
            boolean addsAllProducts) {}

    /** A row of {@code employee_product}. */
    private record ProductRow(long employee, long product, boolean sees, boolean adds) {}

    /** Number of the last change to people, teams, departments or rights. */
    long stamp() {
        return jdbc.sql("select number from staff_stamp where id = 1")
                .query(Long.class)
                .single();
    }

    Company read() {
        var stamp = stamp();
        var people = people();
        var byId = people.stream().collect(Collectors.toMap(Person::id, person -> person));
        var teams = teams();
        var departments = departments();
        var members = memberships();
        var grants = grants();
        var presets = presets();
        var products = products();
        var substitutes = substitutes(byId);

        var loginsOfTeam = new HashMap<Long, Set<String>>();
        members.forEach(member -> loginsOfTeam
                .computeIfAbsent(member.team(), team -> new HashSet<>())
                .add(login(byId, member.employee())));
        var loginsOfDepartment = new HashMap<Long, Set<String>>();
        people.stream().filter(person -> person.department() != null).forEach(person -> loginsOfDepartment
                .computeIfAbsent(Objects.requireNonNull(person.department()), department -> new HashSet<>())
                .add(person.login()));
        var teamsOf = members.stream()
                .filter(member -> teams.containsKey(member.team()))
                .collect(Collectors.groupingBy(Membership::employee));

        var accounts = new LinkedHashMap<String, Account>();
        var standings = new HashMap<String, Standing>();
        for (var person : people) {
            var held = new ArrayList<Grant>();
            var roles = new TreeSet<Role>();
            var groups = new HashSet<String>();
            collect(grants.get(new Holder(Holder.Kind.EMPLOYEE, person.id())), presets, null, null, held, roles);
            var team = new HashSet<String>();
            for (var member : teamsOf.getOrDefault(person.id(), List.of())) {
                var row = Objects.requireNonNull(teams.get(member.team()));
                team.addAll(loginsOfTeam.getOrDefault(row.id(), Set.of()));
                groups.add(row.group());
                collect(
                        grants.get(new Holder(Holder.Kind.TEAM, row.id())),
                        presets,
                        row.name(),
                        member.since(),
                        held,
                        roles);
            }
            var department = person.department() == null ? null : departments.get(person.department());
            if (department != null) {
                groups.add(department.group());
                collect(
                        grants.get(new Holder(Holder.Kind.DEPARTMENT, department.id())),
                        presets,
                        department.name(),
                        null,
                        held,
                        roles);
            }
            roles.forEach(role -> groups.add(role.group()));
            var isActive = person.state() == EmployeeState.ACTIVE;
            var own = new HashSet<>(substitutes.getOrDefault(person.login(), Set.of()));
            own.add(person.login());
            if (person.state() != EmployeeState.LEFT) {
                standings.put(
                        person.login(),
                        new Standing(
                                held,
                                own,
                                team,
                                department == null
                                        ? Set.of()
                                        : loginsOfDepartment.getOrDefault(department.id(), Set.of()),
                                groups,
                                limit(products, person, person.seesAllProducts(), ProductRow::sees),
                                limit(products, person, person.addsAllProducts(), ProductRow::adds)));
            }
            accounts.put(person.login(), account(person, roles, groups, department, isActive));
        }
        var rules = teams.values().stream().collect(Collectors.toMap(TeamRow::group, TeamRow::rule));
        return new Company(accounts, standings, groups(accounts, teams, departments), rules, stamp, clock.instant());
    }

    private Account account(
            Person person, Set<Role> roles, Set<String> groups, @Nullable DepartmentRow department, boolean isActive) {
        var mode = person.workMode() != null
                ? person.workMode()
                : department != null ? department.workMode() : WorkMode.PULL_FREE.name();
        return new Account(
                person.login(),
                person.name(),
                person.email(),
                person.passwordHash(),
                Set.copyOf(roles),
                Set.copyOf(groups),
                isActive,
                WorkMode.valueOf(mode),
                person.zone() == null ? parameters.zone(Parameter.COMPANY_ZONE) : ZoneId.of(person.zone()),
                Locale.forLanguageTag(person.language()),
                person.dark());
    }

    private static void collect(
            @Nullable List<GrantRow> rows,
            Map<String, List<Right>> presets,
            @Nullable String through,
            @Nullable Instant memberSince,
            List<Grant> held,
            Set<Role> roles) {
        for (var row : rows == null ? List.<GrantRow>of() : rows) {
            var since = memberSince != null && memberSince.isAfter(row.since()) ? memberSince : row.since();
            if (Presets.isRight(row.granted())) {
                held.add(new Grant(Right.parse(row.granted()), null, through, since));
                continue;
            }
            Role.ofGroup(row.granted()).ifPresent(roles::add);
            presets.getOrDefault(row.granted(), List.of())
                    .forEach(right -> held.add(new Grant(right, row.granted(), through, since)));
        }
    }

    private static ProductLimit limit(
            Map<Long, List<ProductRow>> products,
            Person person,
            boolean every,
            java.util.function.Predicate<ProductRow> ticked) {
        return every
                ? ProductLimit.EVERY
                : new ProductLimit(
                        false,
                        products.getOrDefault(person.id(), List.of()).stream()
                                .filter(ticked)
                                .map(ProductRow::product)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /** For each substitute the absent people he stands for today: an absent substitute passes on, a circle ends with nobody (E85). */
    private Map<String, Set<String>> substitutes(Map<Long, Person> byId) {
        var absent = absences().stream()
                .collect(Collectors.toMap(AbsenceRow::employee, row -> row, (first, second) -> first));
        var result = new HashMap<String, Set<String>>();
        for (var row : absent.values()) {
            var seen = new HashSet<Long>(Set.of(row.employee()));
            var substitute = row.substitute();
            while (substitute != null && seen.add(substitute) && isAway(absent, byId, substitute)) {
                var next = absent.get(substitute);
                substitute = next == null ? null : next.substitute();
            }
            if (substitute != null && !isAway(absent, byId, substitute)) {
                result.computeIfAbsent(login(byId, substitute), login -> new HashSet<>())
                        .add(login(byId, row.employee()));
            }
        }
        return result;
    }

    private static boolean isAway(Map<Long, AbsenceRow> absent, Map<Long, Person> byId, long person) {
        return absent.containsKey(person)
                || Objects.requireNonNull(byId.get(person)).state() != EmployeeState.ACTIVE;
    }

    private static String login(Map<Long, Person> byId, long id) {
        return Objects.requireNonNull(byId.get(id)).login();
    }

    private static Map<String, WorkGroup> groups(
            Map<String, Account> accounts, Map<Long, TeamRow> teams, Map<Long, DepartmentRow> departments) {
        var members = new HashMap<String, Set<String>>();
        accounts.values().stream().filter(Account::active).forEach(account -> account.groups()
                .forEach(group ->
                        members.computeIfAbsent(group, id -> new TreeSet<>()).add(account.login())));
        var groups = new LinkedHashMap<String, WorkGroup>();
        for (var role : Role.values()) {
            add(groups, role.group(), WorkGroup.Kind.ROLE, null, members);
        }
        sorted(departments.values(), DepartmentRow::name)
                .forEach(row -> add(groups, row.group(), WorkGroup.Kind.DEPARTMENT, row.name(), members));
        sorted(teams.values(), TeamRow::name)
                .forEach(row -> add(groups, row.group(), WorkGroup.Kind.TEAM, row.name(), members));
        return groups;
    }

    private static <T> List<T> sorted(Collection<T> rows, java.util.function.Function<T, String> name) {
        return rows.stream().sorted(Comparator.comparing(name)).toList();
    }

    private static void add(
            Map<String, WorkGroup> groups,
            String id,
            WorkGroup.Kind kind,
            @Nullable String name,
            Map<String, Set<String>> members) {
        groups.put(id, new WorkGroup(id, kind, name, Set.copyOf(members.getOrDefault(id, Set.of()))));
    }

    private List<Person> people() {
        return jdbc.sql(
                        """
                        select id, login, name, email, password_hash, state, department_id, work_mode, zone, language, dark,
                            sees_all_products, adds_all_products
                        from employee order by name, login""")
                .query((row, number) -> new Person(
                        row.getLong("id"),
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("password_hash"),
                        EmployeeState.valueOf(row.getString("state")),
                        row.getObject("department_id", Long.class),
                        row.getString("work_mode"),
                        row.getString("zone"),
                        row.getString("language"),
                        row.getBoolean("dark"),
                        row.getBoolean("sees_all_products"),
                        row.getBoolean("adds_all_products")))
                .list();
    }

    private Map<Long, TeamRow> teams() {
        return jdbc
                .sql("select id, name, rule from team where open = true")
                .query((row, number) ->
                        new TeamRow(row.getLong("id"), row.getString("name"), TeamRule.valueOf(row.getString("rule"))))
                .list()
                .stream()
                .collect(Collectors.toMap(TeamRow::id, row -> row));
    }

    private Map<Long, DepartmentRow> departments() {
        return jdbc
                .sql("select id, name, work_mode, open from department where open = true")
                .query((row, number) -> new DepartmentRow(
                        row.getLong("id"), row.getString("name"), row.getString("work_mode"), row.getBoolean("open")))
                .list()
                .stream()
                .collect(Collectors.toMap(DepartmentRow::id, row -> row));
    }

    private List<Membership> memberships() {
        return jdbc.sql("select team_id, employee_id, since from team_member")
                .query((row, number) ->
                        new Membership(row.getLong("team_id"), row.getLong("employee_id"), instant(row, "since")))
                .list();
    }

    private Map<Holder, List<GrantRow>> grants() {
        return jdbc
                .sql("select holder_kind, holder_id, granted, granted_at from right_grant order by id")
                .query((row, number) -> new GrantRow(
                        new Holder(Holder.Kind.valueOf(row.getString("holder_kind")), row.getLong("holder_id")),
                        row.getString("granted"),
                        instant(row, "granted_at")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(GrantRow::holder));
    }

    private Map<String, List<Right>> presets() {
        var presets = new HashMap<String, List<Right>>();
        jdbc.sql("select preset, granted from preset_right").query(row -> {
            presets.computeIfAbsent(row.getString("preset"), code -> new ArrayList<>())
                    .add(Right.parse(row.getString("granted")));
        });
        // Not rows: a section that comes later is the administrators' from its first day (S0.7).
        presets.put(Role.ADMINISTRATOR.group(), Right.every());
        return presets;
    }

    private Map<Long, List<ProductRow>> products() {
        return jdbc
                .sql("select employee_id, product_id, sees, adds from employee_product")
                .query((row, number) -> new ProductRow(
                        row.getLong("employee_id"),
                        row.getLong("product_id"),
                        row.getBoolean("sees"),
                        row.getBoolean("adds")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(ProductRow::employee));
    }

    private List<AbsenceRow> absences() {
        var today = LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE));
        return jdbc.sql("select employee_id, substitute_id from absence where first_date <= ? and last_date >= ?")
                .params(today, today)
                .query((row, number) ->
                        new AbsenceRow(row.getLong("employee_id"), row.getObject("substitute_id", Long.class)))
                .list();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
