package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.engine.Timers;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.staff.Employees;

/** Handing over by hand, with the request, its process and the work in one program. */
class HandingOverTests {
    private static NodeOfTest node;
    private static Requests requests;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "handing-over");
        requests = node.bean(Requests.class);
        for (var manager : Set.of("anna", "boris")) {
            node.bean(Employees.class)
                    .add(
                            manager,
                            manager,
                            manager + "@otklik.example",
                            "secret123",
                            Set.of(Role.MANAGER),
                            Locale.ENGLISH);
        }
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void new_manager_gets_a_task_of_his_own_and_the_dropped_one_stays_the_old_managers() {
        var number = open("anna");

        requests.handOverByHand(number, "boris");

        assertThat(tasks(number)).singleElement().extracting(Task::getAssignee).isEqualTo("boris");
        assertThat(node.bean(HistoryService.class)
                        .createHistoricTaskInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .list())
                .extracting(HistoricTaskInstance::getAssignee, HistoricTaskInstance::getDeleteReason)
                .containsExactlyInAnyOrder(tuple("anna", "deleted"), tuple("boris", null));
        assertThat(requests.find(number).orElseThrow().manager()).isEqualTo("boris");
    }

    @Test
    void request_that_nobody_had_taken_is_the_new_managers_turn_with_its_limit() {
        var number = open(null);

        requests.handOverByHand(number, "boris");

        assertIsToWrite(number, "boris");
        assertThat(requests.find(number).orElseThrow().status()).isEqualTo(RequestStatus.ASSIGNED);
    }

    @Test
    void request_taken_from_the_stream_is_the_takers_turn_with_its_limit() {
        var number = open(null);
        signIn("anna");

        requests.take(number);

        assertIsToWrite(number, "anna");
        assertThat(requests.find(number).orElseThrow().manager()).isEqualTo("anna");
    }

    @Test
    void first_message_is_only_written_for_a_request_that_has_a_manager() {
        assertThatThrownBy(() -> open(null, "Good day!"))
                .satisfies(failure ->
                        assertThat(Refusal.in(failure).map(Refusal::key)).contains("requests.managerMissing"));
    }

    private static void assertIsToWrite(String number, String manager) {
        assertThat(tasks(number)).singleElement().satisfies(task -> {
            assertThat(task.getTaskDefinitionKey()).isEqualTo("userTask_writeFirstMessage");
            assertThat(task.getAssignee()).isEqualTo(manager);
            assertThat(task.getDueDate()).isNotNull();
        });
        assertThat(node.bean(Timers.class).find(number, "startEvent_halfOfLimitPassed"))
                .as("warning before the limit")
                .isPresent();
        assertThat(node.bean(Timers.class).find(number, "startEvent_replyLimitPassed"))
                .as("reply limit")
                .isPresent();
    }

    private static String open(@Nullable String manager) {
        return open(manager, null);
    }

    private static String open(@Nullable String manager, @Nullable String firstMessage) {
        return requests.open(new Requests.Opening(
                "M-1",
                new Inbound(
                        "mail", "Client", "client@customer.example", null, "Prices", "What does it cost?", null, null),
                "Prices",
                manager,
                firstMessage,
                firstMessage == null ? null : "oleg"));
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        login, "", AuthorityUtils.createAuthorityList("ROLE_MANAGER")));
    }

    private static List<Task> tasks(String number) {
        return node.bean(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .list();
    }
}
