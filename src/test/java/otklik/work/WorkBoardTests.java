package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.staff.EmployeeForm;
import otklik.staff.Employees;

/** The figures of the live board of the head. */
class WorkBoardTests {
    private static NodeOfTest node;
    private static OrderedWork work;
    private static SettableClock clock;
    private static Conveyor conveyor;
    private static WorkSessions sessions;
    private static WorkBoard board;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class, OrderedWork.Facts.class), "board");
        clock = node.bean(SettableClock.class);
        work = new OrderedWork(node, clock);
        conveyor = node.bean(Conveyor.class);
        sessions = node.bean(WorkSessions.class);
        board = node.bean(WorkBoard.class);
        work.deploy();
        var belt = node.bean(Departments.class).add("Belt", WorkMode.CONVEYOR, Set.of());
        for (var login : List.of("maria", "pavel")) {
            work.errands.hire(login, Role.OPERATOR);
            work.jdbc
                    .sql("update employee set department_id = ? where login = ?")
                    .params(belt, login)
                    .update();
        }
        work.errands.hire("lead", Role.HEAD);
        permit("lead", new Right(Section.WORK, Action.VIEW, Scope.OWN));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void aMorning() {
        work.dropAll();
        clock.goesTo(OrderedWork.MORNING);
        sessions.start("maria", "tab");
    }

    @Test
    void whoHasGoneHomeKeepsWhatHeHasFinishedToday() {
        work.open("letters");
        finish("maria");
        sessions.end("maria");
        clock.passes(WorkBoard.KEPT);

        assertThat(board.closedToday()).containsEntry("maria", 1);
    }

    @Test
    void theStateIsAsOldAsTheTaskInHandAndThenAsTheTimeSinceIt() {
        work.open("letters");
        clock.passes(Duration.ofMinutes(50));
        conveyor.next("maria");
        var taken = clock.instant();
        assertThat(board.lastIssues().get("maria")).isCloseTo(taken, within(5, ChronoUnit.SECONDS));

        clock.passes(Duration.ofMinutes(7));
        finish("maria");

        assertThat(board.lastIssues().get("maria"))
                .isCloseTo(taken.plus(Duration.ofMinutes(7)), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void theQueuesAreCountedOnceForAllWhoLookAndSoonAnew() {
        clock.passes(WorkBoard.KEPT);
        work.open("letters");
        var before = ready();
        work.open("letters");
        var atOnce = ready();
        clock.passes(WorkBoard.KEPT);

        assertThat(atOnce).isEqualTo(before);
        assertThat(ready()).isEqualTo(before + 1);
    }

    @Test
    void whoSeesTheWorkOfSomeSeesWhatTheySkipped() {
        work.open("letters");
        conveyor.next("maria");
        conveyor.skip("maria", "notMine", null);
        work.open("letters");
        var skips = node.bean(Skips.class);
        var day = sessions.today();
        skips.add("lead", day, ((NextTask.Issued) conveyor.next("maria")).item(), "notMine", null);

        assertThat(got("lead", () -> skips.ofDay(day))).containsExactly(Map.entry("lead", 1));
        assertThat(got("lead", () -> skips.counts(day, day)))
                .extracting(Skips.Count::login)
                .containsExactly("lead");
        assertThat(got("lead", () -> skips.list(day, day, null, 0, 10)))
                .extracting(Skips.Skip::login)
                .containsExactly("lead");
        assertThat(skips.ofDay(day)).containsOnlyKeys("lead", "maria");
    }

    private static int ready() {
        return board.queues().stream().mapToInt(WorkBoard.Queue::ready).sum();
    }

    private static void finish(String login) {
        var task = ((NextTask.Issued) conveyor.next(login)).item().taskId();
        conveyor.completeAndNext(login, "tab", task, Map.of());
    }

    private static void permit(String login, Right right) {
        var employees = node.bean(Employees.class);
        var card = employees.card(login);
        var form = card.form();
        employees.change(
                login,
                new EmployeeForm(
                        form.name(),
                        form.email(),
                        form.phone(),
                        form.kind(),
                        form.departmentId(),
                        form.workMode(),
                        form.zone(),
                        form.hours(),
                        form.seenProducts(),
                        form.addedProducts(),
                        Set.of(),
                        Set.of(right),
                        form.teams(),
                        form.language()),
                card.version());
    }

    private static <T> T got(String login, Supplier<T> question) {
        var answer = new ArrayList<T>();
        CurrentUser.actAs(login, () -> answer.add(question.get()));
        return answer.get(0);
    }
}
