package otklik.work;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.engine.Processes;
import otklik.security.Role;
import otklik.staff.Employees;

/** The smallest process with a task for a group: operators run an errand and say how it went. */
final class Errands {
    static final String PROCESS = "errand";
    private static final String FORM =
            """
            {"type": "default", "id": "run-errand", "schemaVersion": 16, "components": [
              {"type": "radio", "key": "outcome", "label": "Outcome", "validate": {"required": true},
               "values": [{"value": "done", "label": "Done"}, {"value": "dropped", "label": "Dropped"}]}]}""";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final WorkItems items;
    final TaskService tasks;
    final JdbcClient jdbc;
    private final NodeOfTest node;

    Errands(NodeOfTest node) {
        this.node = node;
        items = node.bean(WorkItems.class);
        tasks = node.bean(TaskService.class);
        jdbc = node.bean(JdbcClient.class);
    }

    void deploy() {
        deploy(Role.OPERATOR.group());
    }

    /** The group is said at the start of each case. */
    void deployForAnyGroup() {
        deploy("${group}");
    }

    private void deploy(String group) {
        node.bean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        PROCESS + ".bpmn",
                        Bpmn.createExecutableProcess(PROCESS)
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .userTask("userTask_runErrand")
                                .name("Run the errand")
                                .camundaCandidateGroups(group)
                                .camundaFormRef("run-errand")
                                .camundaFormRefBinding("deployment")
                                .endEvent()
                                .done())
                .addString("forms/run-errand.form", FORM)
                .deploy();
    }

    /** Adds a person whose name is the login with a capital letter. */
    void hire(String login, Role... roles) {
        var name = login.substring(0, 1).toUpperCase(Locale.ROOT) + login.substring(1);
        node.bean(Employees.class)
                .add(login, name, login + "@otklik.example", "secret123", Set.of(roles), Locale.ENGLISH);
    }

    /** Opens a task and returns its id. */
    String open() {
        var key = "E-" + NUMBERS.incrementAndGet();
        node.bean(Processes.class).start(PROCESS, key);
        return items.ofCase(key).get(0).taskId();
    }

    /** Opens a task for the group; the process has been deployed for any. */
    WorkItem open(String group) {
        var key = "E-" + NUMBERS.incrementAndGet();
        node.bean(Processes.class).start(PROCESS, key, Map.entry("group", group));
        return items.ofCase(key).get(0);
    }

    /** What the process of an ended task has learnt. */
    String outcomeOf(WorkItem item) {
        return String.valueOf(node.bean(HistoryService.class)
                .createHistoricVariableInstanceQuery()
                .processInstanceId(item.processInstanceId())
                .variableName("outcome")
                .singleResult()
                .getValue());
    }

    void start() {
        node.bean(Processes.class).start(PROCESS, "E-" + NUMBERS.incrementAndGet());
    }

    /** What happens when this person, signed in, does it. */
    static <T> T as(String login, Role role, Supplier<T> deed) {
        var roles = List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", roles));
        SecurityContextHolder.setContext(context);
        try {
            return deed.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    static void run(String login, Role role, Runnable deed) {
        as(login, role, () -> {
            deed.run();
            return true;
        });
    }

    static Map<String, Object> outcome(String value) {
        return Map.of("outcome", value);
    }

    static List<String> operators() {
        return List.of(Role.OPERATOR.group());
    }
}
