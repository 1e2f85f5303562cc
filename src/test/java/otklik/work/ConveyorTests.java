package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;

/** What a person in a work session gets next, and what becomes of it. */
class ConveyorTests {
    private static NodeOfTest node;
    private static OrderedWork work;
    private static SettableClock clock;
    private static Conveyor conveyor;
    private static WorkSessions sessions;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class, OrderedWork.Facts.class), "conveyor");
        clock = node.bean(SettableClock.class);
        work = new OrderedWork(node, clock);
        conveyor = node.bean(Conveyor.class);
        sessions = node.bean(WorkSessions.class);
        work.deploy();
        var belt = node.bean(Departments.class).add("Belt", WorkMode.CONVEYOR, Set.of());
        for (var login : List.of("maria", "pavel")) {
            work.errands.hire(login, Role.OPERATOR);
            work.jdbc
                    .sql("update employee set department_id = ? where login = ?")
                    .params(belt, login)
                    .update();
        }
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void nothingIsOpen() {
        work.dropAll();
        clock.goesTo(OrderedWork.MORNING);
        sessions.start("maria", "tab");
    }

    @Test
    void asked_again_it_answers_the_same_until_the_task_is_done() {
        var task = work.open("letters");
        work.open("letters");

        var first = issued();
        var again = issued();

        assertThat(first.item().taskId()).isEqualTo(task);
        assertThat(again).isEqualTo(first);
        assertThat(conveyor.current("maria")).contains(first);
    }

    private static NextTask.Issued issued() {
        return (NextTask.Issued) conveyor.next("maria");
    }
}
