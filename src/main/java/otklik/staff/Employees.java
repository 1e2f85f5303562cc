package otklik.staff;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.OneNodeAtATime;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.ProductLimit;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Section;
import otklik.security.Standing;
import otklik.security.WorkGroup;
import otklik.security.WorkMode;
import otklik.staff.Company.Holder;

/**
 * The employees: who they are, their cards, the states of their accounts. Names and rights are asked for on every screen, so they are
 * answered from {@link CurrentCompany}.
 */
@Service
public class Employees implements Accounts {
    /** Words of the addresses below {@code employees/}, where the login of a card stands. */
    private static final Set<String> NO_LOGINS = Set.of("new", "teams", "departments", "presets");

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9]{2,50}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+|[^@\\s]+@localhost");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()-]{5,30}");
    private static final int LONGEST_EMAIL = 320;

    private final EmployeeRepository employees;
    private final CurrentCompany current;
    private final Rights rights;
    private final Holdings holdings;
    private final Presets presets;
    private final Teams teams;
    private final PasswordEncoder passwords;
    private final PasswordRules passwordRules;
    private final ActivationProcess activation;
    private final ActivationTokens tokens;
    private final History history;
    private final OneNodeAtATime oneNode;
    private final Policy policy;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Parameters parameters;

    Employees(
            EmployeeRepository employees,
            CurrentCompany current,
            Rights rights,
            Holdings holdings,
            Presets presets,
            Teams teams,
            PasswordEncoder passwords,
            PasswordRules passwordRules,
            ActivationProcess activation,
            ActivationTokens tokens,
            History history,
            OneNodeAtATime oneNode,
            Policy policy,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock,
            Parameters parameters) {
        this.employees = employees;
        this.current = current;
        this.rights = rights;
        this.holdings = holdings;
        this.presets = presets;
        this.teams = teams;
        this.passwords = passwords;
        this.passwordRules = passwordRules;
        this.activation = activation;
        this.tokens = tokens;
        this.history = history;
        this.oneNode = oneNode;
        this.policy = policy;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
        this.parameters = parameters;
    }

    // What everybody asks.

    @Override
    public Optional<Account> byLogin(String login) {
        return Optional.ofNullable(company().accounts().get(login));
    }

    @Override
    public Standing standing(String login) {
        return company().standing(login);
    }

    @Override
    public Optional<WorkGroup> group(String id) {
        return Optional.ofNullable(company().groups().get(id));
    }

    @Override
    public List<WorkGroup> groups() {
        return List.copyOf(company().groups().values());
    }

    @Override
    public List<Account> all() {
        return company().everybody();
    }

    @Override
    @Transactional
    public void prefer(String login, Locale language, boolean dark) {
        employees.findByLogin(login).ifPresent(employee -> employee.prefer(language, dark));
        rights.touched();
    }

    /** Under which the timeline of a person is kept. */
    static String caseKey(String login) {
        return "employee:" + login;
    }

    /** What the person holds, in force or not yet: of an invited or suspended one, too. */
    public Standing standingWhenActive(String login) {
        return company().standings().getOrDefault(login, Standing.NONE);
    }

    private Company company() {
        return current.get();
    }

    // The first ones.

    /** Whether nobody is there yet: then the first visitor may become the administrator, once. */
    public boolean isEmpty() {
        return employees.count() == 0;
    }

    /** Creates the administrator of an empty system; refused when anybody is there already. */
    public void addFirstAdministrator(String login, String name, String email, String password, Locale language) {
        oneNode.run(() -> {
            if (!isEmpty()) {
                throw new Refusal("staff.alreadySetUp");
            }
            passwordRules.check(password, login, name, email);
            add(login, name, email, password, Set.of(Role.ADMINISTRATOR), language);
        });
    }

    /** Adds an employee who is active at once, without a letter: the first administrator, or somebody of a sample company. */
    public void add(String login, String name, String email, String password, Set<Role> roles, Locale language) {
        var clientWork = roles.stream().allMatch(role -> role == Role.OPERATOR || role == Role.MANAGER);
        var form = new EmployeeForm(
                name,
                email,
                "",
                clientWork ? EmployeeKind.CALL_CENTRE : EmployeeKind.ADDITIONAL_ADMINISTRATOR,
                null,
                null,
                null,
                null,
                ProductLimit.EVERY,
                ProductLimit.EVERY,
                roles.stream().map(Role::group).collect(Collectors.toSet()),
                Set.of(),
                Set.of(),
                language);
        rights.apply(() -> insert(login, form, EmployeeState.ACTIVE, passwords.encode(password)));
    }

    // The card.

    /** Adds an employee who has to activate the account by a letter; refused at the field that is wrong. */
    public void invite(String login, EmployeeForm form) {
        rights.apply(() -> {
            policy.require(Section.EMPLOYEES, Action.CREATE);
            insert(login, form, EmployeeState.INVITED, "");
            activation.invited(login);
        });
    }

    /** Who would gain and lose what by {@link #invite}. */
    public List<Effect> previewInvitation(String login, EmployeeForm form) {
        return rights.preview(() -> {
            policy.require(Section.EMPLOYEES, Action.CREATE);
            insert(login, form, EmployeeState.ACTIVE, "");
        });
    }

    /** Who would gain and lose what by {@link #change}. */
    public List<Effect> preview(String login, EmployeeForm form) {
        return rights.preview(() -> replace(login, form));
    }

    /** @param version of the card that was edited; refused when somebody has changed it meanwhile (E81) */
    public void change(String login, EmployeeForm form, long version) {
        rights.apply(() -> {
            var employee = byName(login);
            if (employee.version() != version) {
                throw new Refusal("staff.changedMeanwhile");
            }
            var email = employee.email();
            replace(login, form);
            if (!email.equalsIgnoreCase(form.email().strip())) {
                addressChanged(employee);
            }
        });
    }

    /** What was sent to the former address must not open the account. */
    private void addressChanged(Employee employee) {
        if (employee.state() == EmployeeState.INVITED) {
            activation.letterWanted(employee.login());
        } else {
            tokens.kill(employee.id(), LinkPurpose.RESET, clock.instant());
        }
    }

    /** The card, for those who may see employees and for the person; for everybody else there is no such employee (E82). */
    @Transactional(readOnly = true)
    public EmployeeCard card(String login) {
        if (!policy.may(Section.EMPLOYEES, Action.VIEW)
                && !CurrentUser.login().map(login::equals).orElse(false)) {
            throw new Refusal("staff.unknownEmployee", login);
        }
        return read(login);
    }

    private EmployeeCard read(String login) {
        var employee = byName(login);
        return jdbc.sql("select * from employee where id = ?")
                .param(employee.id())
                .query((row, number) -> {
                    var held = holdings.of(new Holder(Holder.Kind.EMPLOYEE, employee.id()));
                    var from = row.getString("work_from");
                    var products = products(employee.id());
                    var form = new EmployeeForm(
                            employee.name(),
                            employee.email(),
                            row.getString("phone"),
                            employee.kind(),
                            row.getObject("department_id", Long.class),
                            row.getString("work_mode") == null ? null : WorkMode.valueOf(row.getString("work_mode")),
                            row.getString("zone"),
                            from == null
                                    ? null
                                    : WorkingHours.of(from, row.getString("work_until"), row.getString("work_days")),
                            new ProductLimit(
                                    row.getBoolean("sees_all_products"), products.getOrDefault(true, Set.of())),
                            new ProductLimit(
                                    row.getBoolean("adds_all_products"), products.getOrDefault(false, Set.of())),
                            held.stream()
                                    .filter(held0 -> !Presets.isRight(held0))
                                    .collect(Collectors.toSet()),
                            held.stream()
                                    .filter(Presets::isRight)
                                    .map(Right::parse)
                                    .collect(Collectors.toSet()),
                            teamsOf(employee.id()),
                            Locale.forLanguageTag(row.getString("language")));
                    return new EmployeeCard(
                            employee.id(),
                            login,
                            employee.state(),
                            form,
                            row.getObject("created_at", java.time.OffsetDateTime.class)
                                    .toInstant(),
                            employee.version());
                })
                .single();
    }

    /**
     * A page of the list, by name.
     *
     * @param text part of name, login or mail
     * @param state none: everybody who has not left
     */
    public List<EmployeeRow> list(String text, @Nullable EmployeeState state, int offset, int limit) {
        if (!policy.may(Section.EMPLOYEES, Action.VIEW)) {
            return List.of();
        }
        record Line(long id, EmployeeRow row) {}
        var today = LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE));
        var lines = bind(
                        jdbc.sql("select e.*, d.name as department, d.work_mode as department_mode,"
                                + " (select max(a.last_date) from absence a where a.employee_id = e.id"
                                + " and a.first_date <= :today and a.last_date >= :today) as absent_until"
                                + " from employee e left join department d on d.id = e.department_id and d.open = true where "
                                + condition(text, state) + " order by e.name, e.login limit :limit offset :offset"),
                        text,
                        state)
                .param("today", today)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> {
                    var mode = row.getString("work_mode") != null
                            ? row.getString("work_mode")
                            : row.getString("department_mode");
                    return new Line(
                            row.getLong("id"),
                            new EmployeeRow(
                                    row.getString("login"),
                                    row.getString("name"),
                                    row.getString("email"),
                                    EmployeeKind.valueOf(row.getString("kind")),
                                    EmployeeState.valueOf(row.getString("state")),
                                    row.getString("department"),
                                    mode == null ? WorkMode.PULL_FREE : WorkMode.valueOf(mode),
                                    List.of(),
                                    List.of(),
                                    row.getObject("absent_until", LocalDate.class)));
                })
                .list();
        if (lines.isEmpty()) {
            return List.of();
        }
        var ids = lines.stream().map(Line::id).toList();
        var held = namesById(
                "select holder_id as id, granted as name from right_grant where holder_kind = 'EMPLOYEE' and granted not like '%.%' and holder_id in (:ids)",
                ids);
        var teamNames = namesById(
                "select m.employee_id as id, t.name from team_member m join team t on t.id = m.team_id and t.open = true where m.employee_id in (:ids)",
                ids);
        return lines.stream()
                .map(line -> new EmployeeRow(
                        line.row().login(),
                        line.row().name(),
                        line.row().email(),
                        line.row().kind(),
                        line.row().state(),
                        line.row().department(),
                        line.row().workMode(),
                        held.getOrDefault(line.id(), List.of()),
                        teamNames.getOrDefault(line.id(), List.of()),
                        line.row().absentUntil()))
                .toList();
    }

    public int count(String text, @Nullable EmployeeState state) {
        return policy.may(Section.EMPLOYEES, Action.VIEW)
                ? bind(jdbc.sql("select count(*) from employee e where " + condition(text, state)), text, state)
                        .query(Integer.class)
                        .single()
                : 0;
    }

    private Map<Long, List<String>> namesById(String sql, List<Long> ids) {
        record Pair(long id, String name) {}
        return jdbc
                .sql(sql)
                .param("ids", ids)
                .query((row, number) -> new Pair(row.getLong("id"), row.getString("name")))
                .list()
                .stream()
                .sorted(java.util.Comparator.comparing(Pair::name))
                .collect(Collectors.groupingBy(Pair::id, Collectors.mapping(Pair::name, Collectors.toList())));
    }

    private static String condition(String text, @Nullable EmployeeState state) {
        return (state == null ? "e.state <> 'LEFT'" : "e.state = :state")
                + (text.isBlank()
                        ? ""
                        : " and (lower(e.name) like :text or e.login like :text or lower(e.email) like :text)");
    }

    private static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, String text, @Nullable EmployeeState state) {
        var bound = state == null ? statement : statement.param("state", state.name());
        return text.isBlank() ? bound : bound.param("text", "%" + text.strip().toLowerCase(Locale.ROOT) + "%");
    }

    // States of the account.

    /** Ends the sessions at their next action and gives the person no more work; the work in hand stays until it is decided (E78). */
    public void suspend(String login) {
        move(login, EmployeeState.ACTIVE, EmployeeState.SUSPENDED, "employeeSuspended");
    }

    /** Refused while a farewell goes on: only taking it back makes the person active again. */
    public void resume(String login) {
        move(login, EmployeeState.SUSPENDED, EmployeeState.ACTIVE, "employeeResumed");
    }

    /** Told within the transaction in which an account is suspended: work the person had only begun goes back to its queue. */
    public record Suspended(String login) {}

    /** The first step of a farewell; gives back where the account stood before, so that it can be taken back. */
    EmployeeState suspendForFarewell(String login) {
        var before = new EmployeeState[1];
        rights.apply(() -> {
            requireMayDismiss(login);
            var employee = lock(login);
            if (employee.state() == EmployeeState.LEFT) {
                throw new Refusal("staff.hasLeft", employee.name());
            }
            before[0] = employee.state();
            employee.move(EmployeeState.SUSPENDED);
            employees.flush();
            history.tell(new History.Change("employee:" + login, "farewellBegun")
                    .from(before[0].name(), EmployeeState.SUSPENDED.name()));
            events.publishEvent(new Suspended(login));
        });
        return before[0];
    }

    /** The farewell is taken back: the account stands where it stood. */
    void takeBack(String login, EmployeeState before) {
        rights.apply(() -> {
            requireMayDismiss(login);
            var employee = lock(login);
            employee.move(before);
            employees.flush();
            history.tell(new History.Change("employee:" + login, "farewellTakenBack")
                    .from(EmployeeState.SUSPENDED.name(), before.name()));
        });
    }

    /** The end of the farewell: teams are left, the mail is free for another, the login is not. */
    void close(String login) {
        rights.apply(() -> {
            // First: leaving a team makes the row of the employee newer.
            teams.leaveAll(login);
            var employee = lock(login);
            employee.move(EmployeeState.LEFT);
            employees.flush();
            history.tell(new History.Change("employee:" + login, "employeeLeft")
                    .from(EmployeeState.SUSPENDED.name(), EmployeeState.LEFT.name()));
        });
    }

    void requireMayDismiss(String login) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        rights.requireMayManage(login);
        if (otklik.security.CurrentUser.login().map(login::equals).orElse(false)) {
            throw new Refusal("staff.notYourself");
        }
    }

    /** Takes an invitation back. */
    void withdraw(String login) {
        move(login, EmployeeState.INVITED, EmployeeState.LEFT, "invitationWithdrawn");
    }

    /** Makes an invited person active with the password of his own choice. */
    void activate(String login, String password) {
        rights.apply(() -> {
            var employee = lock(login);
            if (employee.state() != EmployeeState.INVITED) {
                throw new Refusal("staff.notInvited", employee.name());
            }
            passwordRules.check(password, login, employee.name(), employee.email());
            employee.setPassword(passwords.encode(password));
            employee.move(EmployeeState.ACTIVE);
            history.tell(new History.Change("employee:" + login, "employeeActivated"));
            employees.flush();
        });
    }

    /** A new password of a person who is active already. */
    void resetPassword(String login, String password) {
        rights.apply(() -> {
            var employee = lock(login);
            if (employee.state() != EmployeeState.ACTIVE) {
                throw new Refusal("staff.notActive");
            }
            passwordRules.check(password, login, employee.name(), employee.email());
            employee.setPassword(passwords.encode(password));
            history.tell(new History.Change("employee:" + login, "passwordReset"));
            employees.flush();
        });
    }

    /** Corrects a mistyped address of somebody who has not activated the account yet (E80). */
    void correctEmail(String login, String email) {
        rights.apply(() -> {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
            rights.requireMayManage(login);
            var employee = lock(login);
            if (employee.state() != EmployeeState.INVITED) {
                throw new Refusal("staff.notInvited", employee.name());
            }
            checkEmail(email, login);
            history.tell(new History.Change("employee:" + login, "emailCorrected").from(employee.email(), email));
            employee.correctEmail(email.strip());
            employees.flush();
        });
    }

    private void move(String login, EmployeeState from, EmployeeState to, String kind) {
        rights.apply(() -> {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
            rights.requireMayManage(login);
            if (CurrentUser.login().map(login::equals).orElse(false)) {
                throw new Refusal("staff.notYourself");
            }
            var employee = lock(login);
            if (employee.state() != from) {
                throw new Refusal("staff.changedMeanwhile");
            }
            if (to == EmployeeState.ACTIVE && isLeaving(login)) {
                throw new Refusal("staff.farewell.running", employee.name());
            }
            employee.move(to);
            employees.flush();
            history.tell(new History.Change("employee:" + login, kind).from(from.name(), to.name()));
            if (to == EmployeeState.SUSPENDED) {
                events.publishEvent(new Suspended(login));
            }
        });
    }

    private boolean isLeaving(String login) {
        return jdbc.sql("select count(*) from farewell where open_login = ?")
                        .param(login)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    // Inside of a guarded change.

    private void insert(String login, EmployeeForm form, EmployeeState state, String passwordHash) {
        if (!LOGIN.matcher(login).matches()) {
            throw new Refusal("staff.wrongLogin", login).at("login");
        }
        if (NO_LOGINS.contains(login) || employees.findByLogin(login).isPresent()) {
            throw new Refusal("staff.loginTaken", login).at("login");
        }
        check(form, login);
        var employee = employees.saveAndFlush(new Employee(login, form, state, passwordHash, clock.instant()));
        hold(employee.id(), login, form, Set.of());
        history.tell(new History.Change("employee:" + login, "employeeAdded")
                .from(null, form.name().strip()));
    }

    private void replace(String login, EmployeeForm form) {
        policy.require(Section.EMPLOYEES, Action.CHANGE);
        rights.requireMayManage(login);
        var employee = lock(login);
        if (employee.state() == EmployeeState.LEFT) {
            throw new Refusal("staff.hasLeft", employee.name());
        }
        check(form, login);
        var before = read(login).form();
        employee.take(form);
        employees.flush();
        // Presets, single rights, teams and products are rows of their own and part of the card all the same.
        jdbc.sql("update employee set version = version + 1 where login = ?")
                .param(login)
                .update();
        hold(employee.id(), login, form, before.teams());
        Differences.between(before, form)
                .forEach(difference -> history.tell(new History.Change("employee:" + login, "employeeChanged")
                        .from(difference.before(), difference.after())
                        .because(difference.field())));
    }

    private void hold(long id, String login, EmployeeForm form, Set<Long> teamsBefore) {
        var granted = new HashSet<>(form.presets());
        form.rights().forEach(right -> granted.add(right.toString()));
        var holder = new Holder(Holder.Kind.EMPLOYEE, id);
        if (!holdings.of(holder).equals(granted)) {
            policy.require(Section.EMPLOYEES, Action.ASSIGN);
            holdings.set(holder, granted);
        }
        for (var team : form.teams()) {
            if (!teamsBefore.contains(team)) {
                teams.join(team, login);
            }
        }
        for (var team : teamsBefore) {
            if (!form.teams().contains(team)) {
                teams.leave(team, login, false);
            }
        }
        jdbc.sql("delete from employee_product where employee_id = ?").param(id).update();
        var ticked = new TreeSet<>(form.seenProducts().products());
        ticked.addAll(form.addedProducts().products());
        for (var product : ticked) {
            jdbc.sql("insert into employee_product (employee_id, product_id, sees, adds) values (?, ?, ?, ?)")
                    .params(
                            id,
                            product,
                            form.seenProducts().products().contains(product),
                            form.addedProducts().products().contains(product))
                    .update();
        }
    }

    private void check(EmployeeForm form, String login) {
        if (form.name().isBlank()) {
            throw new Refusal("staff.nameMissing").at("name");
        }
        if (form.name().strip().length() > 200) {
            throw new Refusal("staff.nameTooLong", 200).at("name");
        }
        checkEmail(form.email(), login);
        if (!form.phone().isBlank() && !PHONE.matcher(form.phone().strip()).matches()) {
            throw new Refusal("staff.wrongPhone", form.phone()).at("phone");
        }
        if (form.zone() != null && !ZoneId.getAvailableZoneIds().contains(form.zone())) {
            throw new Refusal("staff.unknownZone", form.zone()).at("zone");
        }
        var hours = form.hours();
        if (hours != null && !hours.until().isAfter(hours.from())) {
            throw new Refusal("staff.hoursEndBefore").at("until");
        }
        if (hours != null && hours.days().isEmpty()) {
            throw new Refusal("staff.daysMissing").at("days");
        }
        var byCode = presets.all().stream().collect(Collectors.toMap(Presets.Preset::code, preset -> preset));
        for (var code : form.presets()) {
            var preset = byCode.get(code);
            if (preset == null) {
                throw new Refusal("staff.unknownPreset", code).at("presets");
            }
            preset.rights().stream()
                    .filter(right -> !form.kind().allows(right))
                    .findFirst()
                    .ifPresent(right -> {
                        throw new Refusal("staff.kindForbids", form.kind(), right.action(), right.section())
                                .at("presets");
                    });
        }
        form.rights().stream()
                .filter(right -> !form.kind().allows(right))
                .findFirst()
                .ifPresent(right -> {
                    throw new Refusal("staff.kindForbids", form.kind(), right.action(), right.section()).at("rights");
                });
    }

    private void checkEmail(String email, String login) {
        if (email.strip().length() > LONGEST_EMAIL
                || !EMAIL.matcher(email.strip()).matches()) {
            throw new Refusal("staff.wrongEmail", email).at("email");
        }
        employees
                .findByEmailKey(email.strip().toLowerCase(Locale.ROOT))
                .filter(other -> !other.login().equals(login))
                .ifPresent(other -> {
                    throw new Refusal("staff.emailTaken", email.strip(), other.name()).at("email");
                });
    }

    private Map<Boolean, Set<Long>> products(long id) {
        var sees = new HashSet<Long>();
        var adds = new HashSet<Long>();
        jdbc.sql("select product_id, sees, adds from employee_product where employee_id = ?")
                .param(id)
                .query(row -> {
                    if (row.getBoolean("sees")) {
                        sees.add(row.getLong("product_id"));
                    }
                    if (row.getBoolean("adds")) {
                        adds.add(row.getLong("product_id"));
                    }
                });
        return Map.of(true, sees, false, adds);
    }

    private Set<Long> teamsOf(long id) {
        return new HashSet<>(jdbc.sql(
                        "select m.team_id from team_member m join team t on t.id = m.team_id and t.open = true where m.employee_id = ?")
                .param(id)
                .query(Long.class)
                .list());
    }

    private Employee lock(String login) {
        return employees.lockByLogin(login).orElseThrow(() -> new Refusal("staff.unknownEmployee", login));
    }

    private Employee byName(String login) {
        return employees.findByLogin(login).orElseThrow(() -> new Refusal("staff.unknownEmployee", login));
    }
}
