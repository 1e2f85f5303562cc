package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.staff.Absences;
import otklik.staff.Belongings.Misfit;
import otklik.staff.Belongings.Way;
import otklik.staff.EmployeeState;
import otklik.staff.Employees;
import otklik.staff.FarewellState;
import otklik.staff.Farewells;
import otklik.staff.Farewells.Decision;
import otklik.staff.Farewells.MoveOutcome;
import otklik.staff.FirstMessageGrants;
import otklik.staff.TeamRule;
import otklik.staff.Teams;
import otklik.work.EmptyQueues;
import otklik.work.WorkItems;
import otklik.work.WorkReconciler;

/** Farewells with people, requests, their processes and the work in one program. */
class FarewellTests {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final LocalDate TODAY = LocalDate.now(java.time.Clock.systemUTC());

    private static NodeOfTest node;
    private static Farewells farewells;
    private static Employees employees;
    private static Requests requests;
    private static JdbcClient jdbc;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "farewell");
        farewells = node.bean(Farewells.class);
        employees = node.bean(Employees.class);
        requests = node.bean(Requests.class);
        jdbc = node.bean(JdbcClient.class);
        var parameters = node.bean(Parameters.class);
        node.bean(Attempts.class)
                .run(() -> parameters.set(
                        Parameter.MOST_OPEN_REQUESTS,
                        "30",
                        parameters.find(Parameter.MOST_OPEN_REQUESTS).version(),
                        "test"));
        add("admin", Role.ADMINISTRATOR);
        add("head", Role.HEAD);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    // Who may be dismissed.

    @Test
    void nobody_dismisses_himself() {
        signIn("admin", Role.ADMINISTRATOR);

        refused("staff.notYourself", () -> farewells.begin("admin"));
    }

    @Test
    void last_administrator_cannot_be_dismissed() {
        refused("staff.lastAdministrator", () -> farewells.begin("admin"));
        assertThat(farewells.of("admin")).isEmpty();
        assertThat(state("admin")).isEqualTo(EmployeeState.ACTIVE);
    }

    @Test
    void who_may_not_delete_employees_dismisses_nobody() {
        var manager = manager();
        signIn("head", Role.HEAD);

        refused("security.forbidden", () -> farewells.begin(manager));
    }

    @Test
    void second_farewell_of_the_same_person_is_refused() {
        var leaver = manager();
        farewells.begin(leaver);

        refused("staff.farewell.running", () -> farewells.begin(leaver));
        refused("staff.farewell.running", () -> employees.resume(leaver));
    }

    // The account.

    @Test
    void account_is_suspended_at_once_taken_tasks_go_back_and_drafts_stay() {
        var leaver = manager();
        var number = open(null);
        node.bean(WorkItems.class).claim(task(number).getId(), leaver);
        node.bean(Drafts.class).save(number, leaver, "Good day!");

        farewells.begin(leaver);

        assertThat(state(leaver)).isEqualTo(EmployeeState.SUSPENDED);
        assertThat(task(number).getAssignee()).isNull();
        assertThat(node.bean(Drafts.class).find(number, leaver)).isPresent();
    }

    @Test
    void employee_who_stays_has_everything_as_it_was() {
        var leaver = manager();
        var number = open(leaver);
        var farewell = farewells.begin(leaver);

        farewells.cancel(farewell);

        assertThat(state(leaver)).isEqualTo(EmployeeState.ACTIVE);
        assertThat(manager(number)).isEqualTo(leaver);
        assertThat(farewells.begin(leaver)).isNotEqualTo(farewell);
    }

    @Test
    void account_closes_after_a_day_its_login_stays_taken_and_its_mail_is_free() {
        var leaver = manager();
        var team = team(leaver);
        var number = open(leaver);
        var next = manager();
        var farewell = farewells.begin(leaver);
        farewells.decide(farewell, List.of(new Decision("requests", Way.ONE, List.of(next))));

        dayPasses(farewell);

        assertThat(state(leaver)).isEqualTo(EmployeeState.LEFT);
        assertThat(farewells.find(farewell).orElseThrow().state()).isEqualTo(FarewellState.LEFT);
        assertThat(members(team)).doesNotContain(leaver);
        refused("staff.loginTaken", () -> add(leaver, Role.MANAGER));
        employees.add(
                login(), "Namesake", leaver + "@otklik.example", "secret123", Set.of(Role.MANAGER), Locale.ENGLISH);
        assertThat(node.bean(Accounts.class).nameOf(leaver))
                .as("history stays readable")
                .isEqualTo("Name of " + leaver);
        assertThat(node.bean(History.class).of(number, 0, 50))
                .anyMatch(event -> leaver.equals(event.before()) && next.equals(event.after()));
        refused("staff.farewell.tooLate", () -> farewells.takeBack(farewell));
    }

    // Targets.

    @Test
    void targets_that_do_not_fit_are_named_and_nothing_moves() {
        var leaver = manager();
        var suspended = manager();
        var absent = manager();
        var operator = login();
        add(operator, Role.OPERATOR);
        var numbers = IntStream.range(0, 5).mapToObj(i -> open(leaver)).toList();
        var farewell = farewells.begin(leaver);
        employees.suspend(suspended);
        node.bean(Absences.class).add(absent, TODAY, TODAY.plusDays(2), null, "");

        farewells.decide(
                farewell,
                List.of(new Decision(
                        "requests", Way.EVENLY, List.of(suspended, absent, operator, leaver, "nosuchperson"))));

        assertThat(farewells.problems(farewell))
                .extracting(Farewells.Problem::target, Farewells.Problem::misfit)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(suspended, Misfit.SUSPENDED),
                        org.assertj.core.api.Assertions.tuple(absent, Misfit.ABSENT),
                        org.assertj.core.api.Assertions.tuple(operator, Misfit.NO_RIGHT),
                        org.assertj.core.api.Assertions.tuple(leaver, Misfit.SAME_PERSON),
                        org.assertj.core.api.Assertions.tuple("nosuchperson", Misfit.UNKNOWN));
        assertThat(numbers).allMatch(number -> leaver.equals(manager(number)));
        assertThat(farewells.find(farewell).orElseThrow().state()).isEqualTo(FarewellState.DECIDING);
        assertThat(farewells.receipt(farewell, 0, 10)).isEmpty();
        assertThat(task(farewell).getTaskDefinitionKey()).isEqualTo("userTask_decideOnWork");
    }

    @Test
    void nobody_gets_more_than_the_limit() {
        var leaver = manager();
        var next = manager();
        IntStream.range(0, 28).forEach(i -> open(next));
        IntStream.range(0, 3).forEach(i -> open(leaver));
        var farewell = farewells.begin(leaver);

        farewells.decide(farewell, List.of(new Decision("requests", Way.ONE, List.of(next))));

        assertThat(farewells.problems(farewell))
                .containsExactly(new Farewells.Problem("requests", next, Misfit.OVER_LIMIT));
    }

    @Test
    void undecided_kind_of_work_blocks_the_farewell() {
        var leaver = manager();
        open(leaver);
        var farewell = farewells.begin(leaver);

        farewells.decide(farewell, List.of());

        assertThat(farewells.problems(farewell))
                .containsExactly(new Farewells.Problem("requests", "", Misfit.UNDECIDED));
    }

    @Test
    void team_whose_people_are_not_there_gets_nothing() {
        var leaver = manager();
        var team = team(leaver);
        open(leaver);
        var farewell = farewells.begin(leaver);

        farewells.decide(farewell, List.of(new Decision("requests", Way.TEAM, List.of("team" + team))));

        assertThat(farewells.problems(farewell))
                .containsExactly(new Farewells.Problem("requests", "team" + team, Misfit.EMPTY_TEAM));
    }

    // Sharing out.

    @Test
    void preview_shows_exactly_what_is_done() {
        var leaver = manager();
        var busy = manager();
        var idle = manager();
        IntStream.range(0, 3).forEach(i -> open(busy));
        IntStream.range(0, 7).forEach(i -> open(leaver));
        var farewell = farewells.begin(leaver);
        var decisions = List.of(new Decision("requests", Way.BY_LOAD, List.of(busy, idle)));

        var preview = farewells.preview(leaver, decisions);
        farewells.decide(farewell, decisions);

        assertThat(farewells.summary(farewell))
                .extracting(sum -> sum.target().id() + " " + sum.count())
                .containsExactlyInAnyOrderElementsOf(preview.shares().stream()
                        .map(share -> share.target().id() + " " + share.count())
                        .toList())
                .containsExactlyInAnyOrder(busy + " 2", idle + " 5");
    }

    @Test
    void whole_team_sees_what_was_left_to_it_and_whoever_takes_it_has_it_with_the_draft() {
        var leaver = manager();
        var member = manager();
        var stranger = manager();
        var team = team(member);
        var number = open(leaver);
        write(number);
        node.bean(Drafts.class).save(number, leaver, "By the way…");
        var due = timers(number);
        var farewell = farewells.begin(leaver);

        farewells.decide(farewell, List.of(new Decision("requests", Way.TEAM, List.of("team" + team))));

        assertThat(requests.find(number).orElseThrow().manager()).isNull();
        assertThat(requests.find(number).orElseThrow().queue()).isEqualTo("team" + team);
        assertThat(requests.find(number).orElseThrow().status()).isEqualTo(RequestStatus.WAITING_FOR_CLIENT);
        assertThat(timers(number)).as("its clock runs on").isEqualTo(due);
        node.bean(RequestProcess.class).clientReplied(number);
        assertThat(node.bean(WorkItems.class).free(Set.of("team" + team), 0, 10))
                .anyMatch(item -> item.businessKey().equals(number));
        signIn(stranger, Role.MANAGER);
        refused("requests.unknown", () -> requests.take(number));
        var answerDue = task(number).getDueDate();
        signIn(member, Role.MANAGER);
        requests.take(number);
        assertThat(manager(number)).isEqualTo(member);
        assertThat(task(number).getAssignee()).isEqualTo(member);
        assertThat(task(number).getDueDate()).isEqualTo(answerDue);
        assertThat(node.bean(Drafts.class).find(number, member).orElseThrow().text())
                .isEqualTo("By the way…");
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
    }

    @Test
    void what_was_taken_from_a_teams_queue_goes_back_when_the_person_leaves_the_team_unless_kept() {
        var leaver = manager();
        var member = manager();
        var other = manager();
        var team = team(member, other);
        var given = open(leaver);
        var kept = open(leaver);
        var farewell = farewells.begin(leaver);
        farewells.decide(farewell, List.of(new Decision("requests", Way.TEAM, List.of("team" + team))));
        signIn(member, Role.MANAGER);
        requests.take(given);
        signIn(other, Role.MANAGER);
        requests.take(kept);
        signOut();

        leave(team, other, true, member);
        leave(team, member, false, other);

        assertThat(manager(kept)).isEqualTo(other);
        assertThat(manager(given)).isNull();
        assertThat(task(given).getAssignee()).isNull();
        assertThat(node.bean(WorkItems.class).free(Set.of("team" + team), 0, 10))
                .anyMatch(item -> item.businessKey().equals(given));
    }

    @Test
    void untaken_request_that_comes_back_from_a_team_is_its_managers_turn_with_the_limit() {
        var leaver = manager();
        var member = manager();
        var team = team(member);
        var number = open(leaver);
        var farewell = farewells.begin(leaver);
        farewells.decide(farewell, List.of(new Decision("requests", Way.TEAM, List.of("team" + team))));
        requests.merge(number, open(member));
        node.bean(Merges.class).undo(number);
        assertThat(task(number).getTaskDefinitionKey()).isEqualTo("userTask_takeRequest");

        farewells.takeBack(farewell);

        assertThat(manager(number)).isEqualTo(leaver);
        assertThat(task(number).getTaskDefinitionKey()).isEqualTo("userTask_writeFirstMessage");
        assertThat(task(number).getAssignee()).isEqualTo(leaver);
        assertThat(task(number).getDueDate()).isNotNull();
        assertThat(timers(number)).as("warning and reply limit").hasSize(2);
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
    }

    @Test
    void closed_request_of_somebody_who_left_comes_back_to_the_queue() {
        var leaver = manager();
        var number = open(leaver);
        requests.closeByHand(number, RequestProcess.Outcome.WON, null);
        var farewell = farewells.begin(leaver);
        farewells.decide(farewell, List.of());

        requests.reopenByHand(number);

        assertThat(manager(number)).isNull();
        assertThat(task(number).getTaskDefinitionKey()).isEqualTo("userTask_takeRequest");
        assertThat(task(number).getAssignee()).isNull();
    }

    /** After any farewell nothing unfinished is the leaver's; after taking it back everything unfinished is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void any_farewell_leaves_nothing_and_undoing_it_brings_back_whatever_is_unfinished(long seed) {
        var random = new Random(seed);
        var leaver = manager();
        var colleagues = List.of(manager(), manager(), manager());
        var team = team(leaver, colleagues.get(0));
        var numbers = new ArrayList<String>();
        for (int i = 0; i < 4 + random.nextInt(6); i++) {
            var number = open(leaver);
            numbers.add(number);
            if (random.nextBoolean()) {
                write(number);
                if (random.nextBoolean()) {
                    node.bean(RequestProcess.class).clientReplied(number);
                }
            }
            if (random.nextBoolean()) {
                node.bean(Drafts.class).save(number, leaver, "Draft of " + number);
            }
        }
        var letters = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> undelivered(leaver))
                .toList();
        grant(leaver, "admin");
        grant(colleagues.get(0), leaver);
        node.bean(Absences.class).add(colleagues.get(2), TODAY.plusDays(30), TODAY.plusDays(40), leaver, "");
        var ways = List.of(Way.ONE, Way.EVENLY, Way.BY_LOAD, Way.TEAM);
        var way = ways.get(random.nextInt(ways.size()));
        var taskWay = random.nextBoolean() ? Way.RELEASE : Way.EVENLY;
        var substituteWay = random.nextBoolean() ? Way.RELEASE : Way.ONE;
        var farewell = farewells.begin(leaver);

        farewells.decide(
                farewell,
                List.of(
                        new Decision("requests", way, way == Way.TEAM ? List.of("team" + team) : colleagues),
                        new Decision("tasks", taskWay, colleagues),
                        new Decision("substitutions", substituteWay, List.of(colleagues.get(1)))));

        assertThat(farewells.problems(farewell)).isEmpty();
        assertThat(leftovers(leaver)).isZero();
        var finished = numbers.get(0);
        requests.closeByHand(finished, RequestProcess.Outcome.WON, null);
        var movedOn = numbers.get(1);
        requests.handOverByHand(
                movedOn,
                colleagues.stream()
                        .filter(login -> !login.equals(manager(movedOn)))
                        .findFirst()
                        .orElseThrow());

        farewells.takeBack(farewell);

        assertThat(state(leaver)).isEqualTo(EmployeeState.ACTIVE);
        assertThat(numbers.subList(2, numbers.size())).allMatch(number -> leaver.equals(manager(number)));
        assertThat(manager(movedOn)).isNotEqualTo(leaver);
        assertThat(requests.find(finished).orElseThrow().status()).isEqualTo(RequestStatus.WON);
        assertThat(letters).allMatch(letter -> leaver.equals(task(letter).getAssignee()));
        assertThat(operatorsOf(leaver)).containsExactly("admin");
        assertThat(operatorsOf(colleagues.get(0))).containsExactly(leaver);
        assertThat(node.bean(Absences.class).of(colleagues.get(2), TODAY))
                .extracting(Absences.Absence::substitute)
                .containsExactly(leaver);
        assertThat(farewells.receipt(farewell, 0, 100))
                .filteredOn(line -> line.bucket().equals("requests") && line.outcome() == MoveOutcome.STAYED)
                .extracting(Farewells.Line::key)
                .containsExactlyInAnyOrder(finished, movedOn);
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
    }

    private static void grant(String manager, String operator) {
        node.bean(JdbcClient.class)
                .sql("insert into writing_grant (manager, operator, granted_at) values (?, ?, current_timestamp)")
                .params(manager, operator)
                .update();
    }

    private static List<String> operatorsOf(String manager) {
        return node.bean(FirstMessageGrants.class).of(manager).stream()
                .map(FirstMessageGrants.FirstMessageGrant::operator)
                .toList();
    }

    private static long leftovers(String leaver) {
        return count(
                        "select count(*) from request where manager = ? and status not in ('WON', 'LOST', 'CLOSED_SILENT', 'MERGED')",
                        leaver)
                + count("select count(*) from work_item where assignee = ?", leaver)
                + count("select count(*) from act_ru_task where assignee_ = ?", leaver)
                + count("select count(*) from writing_grant where revoked_at is null and manager = ?", leaver)
                + count("select count(*) from writing_grant where revoked_at is null and operator = ?", leaver)
                + count(
                        "select count(*) from absence where substitute_id = (select id from employee where login = ?)",
                        leaver);
    }

    // Queues without people.

    @Test
    void queue_with_work_and_without_people_is_the_heads_business_until_it_has_people_again() {
        var leaver = manager();
        var member = manager();
        var team = team(member);
        open(leaver);
        var farewell = farewells.begin(leaver);
        farewells.decide(farewell, List.of(new Decision("requests", Way.TEAM, List.of("team" + team))));
        var queues = node.bean(EmptyQueues.class);
        queues.check();
        assertThat(alarms(team)).isEmpty();

        node.bean(Absences.class).add(member, TODAY, TODAY.plusDays(1), null, "");
        queues.check();
        queues.check();

        assertThat(alarms(team)).singleElement().satisfies(task -> assertThat(task.getAssignee())
                .isNull());
        assertThat(node.bean(WorkItems.class).free(Set.of("head"), 0, 50))
                .anyMatch(item -> item.businessKey().equals("Q-team" + team));
        node.bean(TaskService.class).complete(alarms(team).get(0).getId());
        assertThat(alarms(team))
                .as("finishing the task does not help the queue")
                .hasSize(1);
        var absence = node.bean(Absences.class).of(member, TODAY).get(0);
        node.bean(Absences.class).remove(member, absence.id());
        queues.check();
        assertThat(alarms(team)).isEmpty();
    }

    private static List<Task> alarms(long team) {
        return node.bean(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey("Q-team" + team)
                .list();
    }

    // The world.

    private static long count(String sql, String login) {
        return jdbc.sql(sql).param(login).query(Long.class).single();
    }

    private static String login() {
        return "person" + PEOPLE.incrementAndGet();
    }

    private static String manager() {
        var login = login();
        add(login, Role.MANAGER);
        return login;
    }

    private static void add(String login, Role role) {
        employees.add(login, "Name of " + login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static long team(String... members) {
        return node.bean(Teams.class)
                .add("Team " + PEOPLE.incrementAndGet(), TeamRule.FIRST, Set.of(members), Set.of());
    }

    private static Set<String> members(long team) {
        return node.bean(Teams.class).all().stream()
                .filter(found -> found.id() == team)
                .findFirst()
                .orElseThrow()
                .members();
    }

    private static void leave(long team, String who, boolean keepsTaken, String stays) {
        var found = node.bean(Teams.class).all().stream()
                .filter(one -> one.id() == team)
                .findFirst()
                .orElseThrow();
        var rest = new java.util.TreeSet<>(found.members());
        rest.remove(who);
        rest.add(stays);
        node.bean(Teams.class).change(team, found.name(), found.rule(), rest, Set.of(), keepsTaken, found.version());
    }

    private static String open(@Nullable String manager) {
        return requests.open(new Requests.Opening(
                "M-1",
                new Inbound(
                        "mail", "Client", "client@customer.example", null, "Prices", "What does it cost?", null, null),
                "Prices",
                manager,
                null,
                null));
    }

    private static void write(String number) {
        node.bean(TaskService.class).complete(task(number).getId(), Map.of("decision", "answer", "text", "Good day!"));
    }

    private static String undelivered(String author) {
        var number = "L-9" + PEOPLE.incrementAndGet();
        node.bean(RuntimeService.class)
                .startProcessInstanceByKey("undelivered-letter", number, Map.of("responsible", author));
        return number;
    }

    private static @Nullable String manager(String number) {
        return requests.find(number).orElseThrow().manager();
    }

    private static EmployeeState state(String login) {
        return employees.card(login).state();
    }

    private static Task task(String number) {
        return node.bean(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private static List<java.util.Date> timers(String number) {
        var instance = requests.find(number).orElseThrow().processInstanceId();
        return node.bean(ManagementService.class).createJobQuery().timers().processInstanceId(instance).list().stream()
                .map(org.camunda.bpm.engine.runtime.Job::getDuedate)
                .sorted()
                .toList();
    }

    private static void dayPasses(String farewell) {
        var management = node.bean(ManagementService.class);
        var instance = node.bean(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(farewell)
                .singleResult()
                .getId();
        management.executeJob(management
                .createJobQuery()
                .timers()
                .processInstanceId(instance)
                .singleResult()
                .getId());
    }

    private static void signIn(String login, Role role) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        login, "", AuthorityUtils.createAuthorityList("ROLE_" + role.name())));
    }

    private static void refused(String key, Runnable action) {
        assertThatThrownBy(action::run)
                .satisfies(failure ->
                        assertThat(Refusal.in(failure).map(Refusal::key)).contains(key));
    }
}
