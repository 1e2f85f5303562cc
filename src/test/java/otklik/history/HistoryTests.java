package otklik.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.engine.Processes;
import otklik.security.CurrentUser;

/** Who is written down as the one who did it. */
class HistoryTests {
    private static final String PROCESS = "telling";

    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), List.of(Beans.class), "history");
        node.bean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        PROCESS + ".bpmn",
                        Bpmn.createExecutableProcess(PROCESS)
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .serviceTask("serviceTask_tell")
                                .camundaDelegateExpression("${tellingStep}")
                                .endEvent()
                                .done())
                .deploy();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aStepDoesInTheNameOfThePersonWhatItTellsAloneAndWhatItTellsWithOthers() {
        CurrentUser.actAs("boris", () -> node.bean(Processes.class).start(PROCESS, "T-1"));

        assertThat(node.bean(JdbcClient.class)
                        .sql(
                                "select kind, actor_kind, on_behalf_of from history_event where case_key = 'T-1' order by id")
                        .query((row, index) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                        .list())
                .containsExactly("one PROCESS boris", "many PROCESS boris", "many PROCESS vera");
    }

    /** Beans of the test. */
    static class Beans {
        @Bean
        JavaDelegate tellingStep(History history) {
            return execution -> {
                var key = execution.getProcessBusinessKey();
                history.tell(new History.Change(key, "one"));
                history.tellAll(
                        List.of(new History.Change(key, "many"), new History.Change(key, "many").onBehalfOf("vera")));
            };
        }
    }
}
