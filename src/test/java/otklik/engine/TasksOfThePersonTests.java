package otklik.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.requests.Inbound;
import otklik.requests.Requests;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.staff.Employees;

/** What the engine's webapps show of tasks, asked as they ask: with the person as the engine's own authentication. */
class TasksOfThePersonTests {
    private static NodeOfTest node;
    private static TaskService tasks;
    private static String ofIgor;
    private static String free;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "tasks-in-reach");
        tasks = node.bean(TaskService.class);
        hire("olga", Role.MANAGER);
        hire("igor", Role.MANAGER);
        hire("elena", Role.HEAD);
        ofIgor = taskOf(open("igor"));
        free = taskOf(open(null));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void a_manager_sees_what_is_free_and_no_colleagues_task() {
        assertThat(as("olga", () -> tasks.createTaskQuery().list()))
                .extracting(Task::getId)
                .containsExactly(free);
        assertThat(as("olga", () -> tasks.createTaskQuery().count())).isEqualTo(1);
    }

    @Test
    void a_task_that_may_not_be_seen_does_not_exist() {
        assertThat(as("olga", () -> tasks.createTaskQuery().taskId(ofIgor).singleResult()))
                .isNull();
    }

    @Test
    void the_holder_sees_his_task() {
        assertThat(as("igor", () -> tasks.createTaskQuery().list()))
                .extracting(Task::getId)
                .containsExactlyInAnyOrder(ofIgor, free);
    }

    @Test
    void a_head_sees_everybodys_tasks() {
        assertThat(as("elena", () -> tasks.createTaskQuery().list()))
                .extracting(Task::getId)
                .containsExactlyInAnyOrder(ofIgor, free);
    }

    @Test
    void what_the_person_asks_for_by_a_query_of_his_own_is_cut_too() {
        assertThat(as("olga", () -> tasks.createTaskQuery()
                        .or()
                        .taskAssignee("igor")
                        .taskNameLike("%")
                        .endOr()
                        .list()))
                .extracting(Task::getId)
                .doesNotContain(ofIgor);
    }

    private static <T> T as(String login, Supplier<T> question) {
        var identity = node.bean(IdentityService.class);
        var groups = node.bean(Accounts.class).standing(login).groups();
        identity.setAuthentication(login, List.copyOf(groups));
        try {
            return question.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private static String open(@Nullable String manager) {
        return node.bean(Requests.class)
                .open(new Requests.Opening(
                        "M-1",
                        new Inbound("mail", "Anna", "anna@firm.example", null, "Seminar", "How much?", null, null),
                        "Seminar",
                        manager,
                        null,
                        null));
    }

    private static String taskOf(String number) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
    }

    private static void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }
}
