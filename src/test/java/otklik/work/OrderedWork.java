package otklik.work;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.engine.Processes;
import otklik.security.Role;

/** Tasks of three types, for a queue or a person, at once or planned, with or without a client: letters first, then chores, recovery last. */
final class OrderedWork {
    /** A working morning on which every client may be called. */
    static final Instant MORNING = Instant.parse("2031-03-04T08:00:00Z");

    private static final Map<String, TaskFacts> FACTS = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final Errands errands;
    final JdbcClient jdbc;
    final TaskService tasks;
    private final NodeOfTest node;
    private final SettableClock clock;

    OrderedWork(NodeOfTest node, SettableClock clock) {
        this.node = node;
        this.clock = clock;
        errands = new Errands(node);
        jdbc = node.bean(JdbcClient.class);
        tasks = node.bean(TaskService.class);
    }

    /** Tells the node whom a task is about. */
    static final class Facts {
        @Bean
        TaskFactsSource factsOfOrderedWork() {
            return new TaskFactsSource() {
                @Override
                public String prefix() {
                    return "O-";
                }

                @Override
                public TaskFacts of(String businessKey, String taskKey) {
                    return FACTS.getOrDefault(businessKey, TaskFacts.NONE);
                }
            };
        }
    }

    /** The types, each in a process of its own; the first comes first. */
    void deploy() {
        for (var type : List.of("letters", "chores", "recovery")) {
            node.bean(RepositoryService.class)
                    .createDeployment()
                    .addModelInstance(
                            type + ".bpmn",
                            Bpmn.createExecutableProcess(type)
                                    .camundaHistoryTimeToLiveString("P1D")
                                    .startEvent()
                                    .userTask("userTask_" + type)
                                    .name(type)
                                    .camundaCandidateGroups("${group}")
                                    .camundaAssignee("${who}")
                                    .camundaPriority("${priority}")
                                    .camundaFollowUpDate("${planned}")
                                    .camundaDueDate("${due}")
                                    .endEvent()
                                    .done())
                    .deploy();
        }
        var types = node.bean(TaskTypes.class);
        types.learn();
        types.setRecovery(key("recovery"), true);
        types.move(key("chores"), types.all().get(0).key());
        types.move(key("letters"), types.all().get(0).key());
    }

    static String key(String type) {
        return type + "/userTask_" + type;
    }

    /** What a task is like; what is not said is as usual. */
    record Like(@Nullable String who, int priority, @Nullable Instant planned, @Nullable Instant due, TaskFacts facts) {
        static final Like USUAL = new Like(null, 50, null, null, TaskFacts.NONE);

        Like of(String login) {
            return new Like(login, priority, planned, due, facts);
        }

        Like urgent() {
            return new Like(who, 80, planned, due, facts);
        }

        Like planned(@Nullable Instant at) {
            return new Like(who, priority, at, due, facts);
        }

        Like due(@Nullable Instant at) {
            return new Like(who, priority, planned, at, facts);
        }

        Like call(String contact, ZoneId zone) {
            return new Like(who, priority, planned, due, new TaskFacts(contact, "+79990000000", zone, true));
        }
    }

    String open(String type) {
        return open(type, Like.USUAL);
    }

    /** Opens a task of the type and returns its id. */
    String open(String type, Like like) {
        var key = "O-" + NUMBERS.incrementAndGet();
        FACTS.put(key, like.facts());
        node.bean(Processes.class)
                .start(
                        type,
                        key,
                        entry("group", Role.OPERATOR.group()),
                        entry("who", like.who()),
                        entry("priority", like.priority()),
                        entry("planned", like.planned() == null ? null : Date.from(like.planned())),
                        entry("due", like.due() == null ? null : Date.from(like.due())));
        return errands.items.ofCase(key).get(0).taskId();
    }

    /** Opens a task of which each of these people has a part. */
    String openForAll(String type, String... logins) {
        var task = open(type);
        jdbc.sql("update work_item set for_all = true where task_id = ?")
                .param(task)
                .update();
        for (var login : logins) {
            jdbc.sql("insert into work_part (task_id, login) values (?, ?)")
                    .params(task, login)
                    .update();
        }
        return task;
    }

    private static Map.Entry<String, @Nullable Object> entry(String name, @Nullable Object value) {
        return new java.util.AbstractMap.SimpleEntry<>(name, value);
    }

    /** What is known of the task's client from now on. */
    void learn(String task, TaskFacts facts) {
        FACTS.put(errands.items.row(task).orElseThrow().businessKey(), facts);
    }

    /** The ids of all open tasks. */
    List<String> openTasks() {
        return jdbc.sql("select task_id from work_item").query(String.class).list();
    }

    /** Who has the task, by the index and by the engine. */
    @Nullable
    String holder(String task) {
        var holder = errands.items.row(task).orElseThrow().assignee();
        var inEngine = tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
        if (!Objects.equals(holder, inEngine)) {
            throw new AssertionError("The index says %s, the engine %s".formatted(holder, inEngine));
        }
        return holder;
    }

    /** How long tasks of the type take from now on. */
    void takes(String type, Duration length) {
        jdbc.sql("update task_type set measured_seconds = ? where process_key = ?")
                .params(length.toSeconds(), type)
                .update();
        node.bean(TaskTypes.class).align();
    }

    /** Ends every session and every case. */
    void dropAll() {
        var sessions = node.bean(WorkSessions.class);
        sessions.open().forEach(session -> sessions.end(session.login()));
        var runtime = node.bean(RuntimeService.class);
        new ArrayList<>(tasks.createTaskQuery().list())
                .forEach(task -> runtime.deleteProcessInstanceIfExists(
                        task.getProcessInstanceId(), "dropped", false, true, false, false));
        jdbc.sql("delete from work_skip").update();
        jdbc.sql("delete from work_issue").update();
        jdbc.sql("delete from contact_lease").update();
        jdbc.sql("delete from contact_touch").update();
        jdbc.sql("delete from work_part").update();
        jdbc.sql("delete from work_pause").update();
        jdbc.sql("delete from work_session").update();
    }
}
