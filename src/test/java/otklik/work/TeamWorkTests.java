package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static otklik.work.Errands.outcome;
import static otklik.work.Errands.run;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Noted;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Absences;
import otklik.staff.Departments;
import otklik.staff.Employees;
import otklik.staff.TeamRule;
import otklik.staff.Teams;

/** Who of a team gets its tasks, and who may choose at all. */
class TeamWorkTests {
    private static NodeOfTest node;
    private static Errands errands;
    private static Teams teams;
    private static SettableClock clock;
    private static int number;

    private final WorkItems items = errands.items;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class), "rules");
        errands = new Errands(node);
        teams = node.bean(Teams.class);
        clock = node.bean(SettableClock.class);
        errands.deployForAnyGroup();
        for (var login : List.of("anna", "igor", "olga", "vera")) {
            errands.hire(login, Role.OPERATOR);
        }
        errands.hire("elena", Role.HEAD);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @AfterEach
    void nothingIsOpen() {
        errands.tasks.createTaskQuery().list().forEach(task -> items.complete(task.getId(), outcome("dropped")));
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
    }

    @Test
    void first_come_first_served_leaves_the_task_free() {
        var group = team(TeamRule.FIRST, "anna", "igor");

        assertThat(open(group).assignee()).isNull();
    }

    @Test
    void in_turn_each_member_gets_a_task_and_then_the_first_again() {
        var group = team(TeamRule.ROTATE, "igor", "anna", "olga");

        assertThat(List.of(open(group), open(group), open(group), open(group)))
                .extracting(WorkItem::assignee)
                .containsExactly("anna", "igor", "olga", "anna");
    }

    @Test
    void what_a_rule_gives_has_no_lease_and_is_told_in_history() {
        var item = open(team(TeamRule.ROTATE, "anna"));

        assertThat(item.leaseUntil()).isNull();
        assertThat(errands.tasks
                        .createTaskQuery()
                        .taskId(item.taskId())
                        .singleResult()
                        .getAssignee())
                .isEqualTo("anna");
        assertThat(node.bean(History.class).of(item.businessKey(), 0, 10))
                .extracting(Event::kind, Event::after)
                .contains(org.assertj.core.groups.Tuple.tuple("givenInTurn", "anna"));
    }

    @Test
    void who_is_absent_today_is_stepped_over_and_has_the_turn_when_back() {
        var group = team(TeamRule.ROTATE, "anna", "vera");
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Moscow"));
        node.bean(Absences.class).add("anna", today, today, null, "");

        assertThat(List.of(open(group), open(group)))
                .extracting(WorkItem::assignee)
                .containsExactly("vera", "vera");

        var absence = node.bean(Absences.class).of("anna", today).get(0);
        node.bean(Absences.class).remove("anna", absence.id());
        assertThat(open(group).assignee()).isEqualTo("anna");
    }

    @Test
    void the_least_loaded_member_gets_the_task() {
        var busy = team(TeamRule.ROTATE, "anna");
        open(busy);
        open(busy);
        var group = team(TeamRule.LEAST_LOADED, "anna", "igor");

        assertThat(List.of(open(group), open(group)))
                .extracting(WorkItem::assignee)
                .containsExactly("igor", "igor");
    }

    @Test
    void of_equally_loaded_members_the_one_longest_without_a_task_gets_it() {
        var group = team(TeamRule.LEAST_LOADED, "anna", "igor");
        var first = open(group);
        items.complete(first.taskId(), outcome("done"));

        assertThat(first.assignee()).isEqualTo("anna");
        assertThat(open(group).assignee()).isEqualTo("igor");
    }

    @Test
    void a_team_without_members_leaves_its_task_free() {
        assertThat(open(team(TeamRule.ROTATE)).assignee()).isNull();
        assertThat(open(team(TeamRule.ALL)).forAll()).isFalse();
    }

    @Test
    void a_task_for_all_is_each_members_until_his_part_is_done() {
        var item = open(team(TeamRule.ALL, "anna", "igor"));

        assertThat(items.mine("anna", 0, 10)).contains(item);
        assertThat(items.mine("igor", 0, 10)).contains(item);

        var noted =
                catchThrowable(() -> run("anna", Role.OPERATOR, () -> items.complete(item.taskId(), outcome("done"))));
        assertThat(Refusal.in(noted)).get().isInstanceOf(Noted.class);
        assertThat(Refusal.in(noted).orElseThrow().getMessage()).isEqualTo("Your part is noted; still to do: Igor.");

        assertThat(items.mine("anna", 0, 10)).doesNotContain(item);
        assertThat(items.countMine("anna")).isZero();
        assertThat(items.mine("igor", 0, 10)).contains(item);
        run("igor", Role.OPERATOR, () -> items.complete(item.taskId(), outcome("dropped")));
        assertThat(items.find(item.taskId())).isEmpty();
        assertThat(errands.outcomeOf(item)).isEqualTo("dropped");
    }

    @Test
    void what_each_one_answered_is_kept() {
        var item = open(team(TeamRule.ALL, "anna", "igor"));
        catchThrowable(() -> run("anna", Role.OPERATOR, () -> items.complete(item.taskId(), outcome("done"))));

        assertThat(node.bean(History.class).of(item.businessKey(), 0, 10))
                .extracting(Event::kind, Event::after, Event::note)
                .contains(org.assertj.core.groups.Tuple.tuple("partDone", "anna", "Run the errand · outcome: done"));
        assertThat(errands.jdbc
                        .sql("select answers from work_part where task_id = ? and login = 'anna'")
                        .param(item.taskId())
                        .query(String.class)
                        .single())
                .isEqualTo("{\"outcome\":\"done\"}");
    }

    @Test
    void a_part_without_the_required_answer_is_not_noted() {
        var item = open(team(TeamRule.ALL, "anna", "igor"));

        refusal(() -> run("anna", Role.OPERATOR, () -> items.complete(item.taskId(), Map.of())), "Outcome");
        assertThat(items.mine("anna", 0, 10)).contains(item);
    }

    @Test
    void a_task_for_all_lies_in_no_queue() {
        var group = team(TeamRule.ALL, "anna", "igor");
        open(group);

        assertThat(items.free(List.of(group), 0, 10)).isEmpty();
        assertThat(items.countFree(List.of(group))).isZero();
        assertThat(items.claimNext("anna", List.of(group))).isEmpty();
    }

    @Test
    void nobody_else_ends_a_task_for_all_not_even_a_head() {
        var item = open(team(TeamRule.ALL, "anna", "igor"));

        refusal(() -> run("elena", Role.HEAD, () -> items.complete(item.taskId(), outcome("done"))), "Anna, Igor");
        assertThat(items.find(item.taskId())).isPresent();
    }

    @Test
    void who_leaves_the_team_drops_out_and_the_task_ends_when_nobody_else_is_awaited() {
        var name = name();
        var id = teams.add(name, TeamRule.ALL, Set.of("anna", "igor"), Set.of());
        var item = open("team" + id);
        catchThrowable(() -> run("anna", Role.OPERATOR, () -> items.complete(item.taskId(), outcome("done"))));

        teams.change(id, name, TeamRule.ALL, Set.of("anna"), Set.of(), false, version(id));

        await().until(() -> items.find(item.taskId()).isEmpty());
        assertThat(errands.outcomeOf(item)).isEqualTo("done");
    }

    @Test
    void who_is_suspended_drops_out_and_a_task_without_anybody_lies_free() {
        errands.hire("short", Role.OPERATOR);
        var group = team(TeamRule.ALL, "short");
        var item = open(group);

        node.bean(Employees.class).suspend("short");

        await().until(() -> items.countFree(List.of(group)) == 1);
        assertThat(items.find(item.taskId()).orElseThrow().forAll()).isFalse();
    }

    @Test
    void what_a_leaver_had_from_the_team_goes_back_to_it_unless_he_keeps_it() {
        var name = name();
        var id = teams.add(name, TeamRule.ROTATE, Set.of("anna", "igor"), Set.of());
        var annas = open("team" + id);
        var igors = open("team" + id);

        teams.change(id, name, TeamRule.ROTATE, Set.of("igor"), Set.of(), false, version(id));
        teams.change(id, name, TeamRule.ROTATE, Set.of(), Set.of(), true, version(id));

        assertThat(items.find(annas.taskId()).orElseThrow().assignee()).isNull();
        assertThat(items.find(igors.taskId()).orElseThrow().assignee()).isEqualTo("igor");
    }

    @Test
    void on_the_conveyor_one_takes_the_next_and_does_not_choose() {
        var group = conveyor("belt");
        var first = open(group);
        var second = open(group);

        refusal(() -> items.claim(second.taskId(), "belt"), "the manager's screen gives the next");
        refusal(
                () -> run("belt", Role.OPERATOR, () -> errands.tasks.claim(second.taskId(), "belt")),
                "the manager's screen gives the next");
        refusal(
                () -> run("belt", Role.OPERATOR, () -> errands.tasks.complete(second.taskId(), outcome("done"))),
                "the manager's screen gives the next");
        run("belt", Role.OPERATOR, () -> assertThat(next("belt")).isEqualTo(first.taskId()));
        run("belt", Role.OPERATOR, () -> items.complete(first.taskId(), outcome("done")));
        assertThat(items.find(first.taskId())).isEmpty();
    }

    @Test
    void what_a_head_gives_to_somebody_on_the_conveyor_he_may_finish() {
        var item = open(conveyor("belt2"));

        run("elena", Role.HEAD, () -> errands.tasks.setAssignee(item.taskId(), "belt2"));

        run("belt2", Role.OPERATOR, () -> assertThat(next("belt2")).isEqualTo(item.taskId()));
        run("belt2", Role.OPERATOR, () -> items.complete(item.taskId(), outcome("done")));
        assertThat(items.find(item.taskId())).isEmpty();
    }

    @Test
    void the_next_is_the_most_urgent_of_all_groups() {
        var one = team(TeamRule.FIRST, "anna");
        var other = team(TeamRule.FIRST, "anna");
        open(one);
        var urgent = open(other);
        errands.tasks.setPriority(urgent.taskId(), 90);

        assertThat(items.claimNext("anna", List.of(one, other)).orElseThrow().taskId())
                .isEqualTo(urgent.taskId());
    }

    @Test
    void free_work_of_several_groups_is_listed_in_one_order() {
        var one = team(TeamRule.FIRST);
        var other = team(TeamRule.FIRST);
        var all = List.of(open(one), open(other), open(one), open(other));

        assertThat(items.free(List.of(one, other), 0, 3)).containsExactlyElementsOf(all.subList(0, 3));
        assertThat(items.free(List.of(one, other), 3, 3)).containsExactly(all.get(3));
        assertThat(items.countFree(List.of(one, other))).isEqualTo(4);
    }

    private static String next(String login) {
        node.bean(WorkSessions.class).start(login, "tab");
        return ((NextTask.Issued) node.bean(Conveyor.class).next(login)).item().taskId();
    }

    private static String conveyor(String login) {
        errands.hire(login, Role.OPERATOR);
        var employees = node.bean(Employees.class);
        var department = node.bean(Departments.class).add(name(), WorkMode.CONVEYOR, Set.of());
        errands.jdbc
                .sql("update employee set department_id = ? where login = ?")
                .params(department, login)
                .update();
        var group = team(TeamRule.FIRST, login);
        assertThat(employees.byLogin(login).orElseThrow().workMode()).isEqualTo(WorkMode.CONVEYOR);
        return group;
    }

    private static long version(long id) {
        return teams.all().stream()
                .filter(team -> team.id() == id)
                .findFirst()
                .orElseThrow()
                .version();
    }

    private static String name() {
        return "Team " + ++number;
    }

    private static String team(TeamRule rule, String... members) {
        return "team" + teams.add(name(), rule, Set.of(members), Set.of());
    }

    private WorkItem open(String group) {
        return errands.open(group);
    }

    private static void refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable deed, String words) {
        assertThat(Refusal.in(catchThrowable(deed)).map(Refusal::getMessage).orElse("no refusal"))
                .contains(words);
    }
}
