package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
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
    void request_that_nobody_has_taken_waits_for_the_new_manager_to_take_it() {
        var number = open(null);

        requests.handOverByHand(number, "boris");

        assertThat(tasks(number))
                .extracting(Task::getTaskDefinitionKey, Task::getAssignee)
                .containsExactly(tuple("userTask_takeRequest", "boris"));
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

    private static List<Task> tasks(String number) {
        return node.bean(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .list();
    }
}
