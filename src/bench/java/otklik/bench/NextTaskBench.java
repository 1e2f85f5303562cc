package otklik.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.engine.Processes;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.staff.Employees;
import otklik.staff.TeamRule;
import otklik.staff.Teams;
import otklik.work.Conveyor;
import otklik.work.NextTask;
import otklik.work.PullStatements;
import otklik.work.TaskTypes;
import otklik.work.WorkSessions;

/**
 * "Complete and next" of 500 people on the conveyor at 200,000 open tasks, who do not think: how many a second, how long each, whether
 * any task was given twice or overtaken by younger ones; the pull alone beside plain SQL queues; the whole step beside the engine's own
 * task query, claim and completion. One command:
 * {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.NextTaskBench}
 */
public final class NextTaskBench implements AutoCloseable {
    private static final int OPEN_TASKS = 200_000;
    private static final int PEOPLE = 500;
    private static final int THREADS = 8;
    private static final int TYPES = 5;
    private static final int TEAMS = 4;
    private static final String TAB = "bench";

    private static final List<Cloned> ONE_TASK = List.of(
            new Cloned(
                    "act_ru_execution", "id_", "root_proc_inst_id_", "proc_inst_id_", "business_key_", "act_inst_id_"),
            new Cloned("act_ru_task", "id_", "execution_id_", "proc_inst_id_"),
            new Cloned("act_ru_identitylink", "id_", "task_id_"),
            new Cloned(
                    "act_hi_actinst",
                    "id_",
                    "parent_act_inst_id_",
                    "proc_inst_id_",
                    "root_proc_inst_id_",
                    "execution_id_",
                    "task_id_"),
            new Cloned(
                    "act_hi_taskinst", "id_", "execution_id_", "act_inst_id_", "proc_inst_id_", "root_proc_inst_id_"),
            new Cloned("work_item", "task_id", "process_instance_id", "business_key"));

    private final PostgresServer.Database database = PostgresServer.fresh("next");
    private final NodeOfTest node = NodeOfTest.start(database.properties(), "postgres");
    private final JdbcClient jdbc = node.bean(JdbcClient.class);
    private final HikariDataSource plainPool = new HikariDataSource();
    private final List<String> groups = new ArrayList<>();
    private final Map<String, List<String>> groupsOf = new HashMap<>();
    private final ProcessEngine plainEngine;

    private record Cloned(String table, Set<String> ids) {
        Cloned(String table, String... ids) {
            this(table, Set.of(ids));
        }
    }

    /** @param micros the latencies, sorted */
    private record Result(String name, int people, double perSecond, long[] micros) {
        double millis(double share) {
            return micros[(int) Math.min(micros.length - 1L, Math.round(share * micros.length))] / 1000.0;
        }
    }

    /** One step of a person. */
    private interface Step {
        void take(String login) throws Exception;
    }

    private NextTaskBench() {
        plainPool.setDataSource(database.dataSource());
        plainPool.setMaximumPoolSize(THREADS * 2);
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("plain");
        configuration.setDataSource(plainPool);
        configuration.setDatabaseSchemaUpdate("false");
        configuration.setHistory("audit");
        configuration.setJobExecutorActivate(false);
        plainEngine = configuration.buildProcessEngine();
    }

    public static void main(String[] args) throws Exception {
        try (var bench = new NextTaskBench()) {
            bench.fill();
            bench.measure();
        }
    }

    private static String person(int number) {
        return "person" + number;
    }

    private void fill() throws Exception {
        var begin = System.nanoTime();
        var belt = node.bean(Departments.class).add("Belt", WorkMode.CONVEYOR, Set.of());
        var employees = node.bean(Employees.class);
        var members = new ArrayList<Set<String>>();
        for (int team = 0; team < TEAMS; team++) {
            members.add(new HashSet<>());
        }
        employees.add(person(0), "Person 0", "p0@otklik.example", "secret123", Set.of(Role.MANAGER), Locale.ENGLISH);
        for (int number = 0; number < PEOPLE; number++) {
            if (number > 0) {
                employees.add(
                        person(number),
                        "Person " + number,
                        "p" + number + "@otklik.example",
                        "secret123",
                        Set.of(Role.MANAGER),
                        Locale.ENGLISH);
            }
            members.get(number % TEAMS).add(person(number));
        }
        jdbc.sql("update employee set department_id = ? where login like 'person%'")
                .param(belt)
                .update();
        groups.add(Role.MANAGER.group());
        for (int team = 0; team < TEAMS; team++) {
            groups.add(
                    "team" + node.bean(Teams.class).add("Team " + team, TeamRule.FIRST, members.get(team), Set.of()));
        }
        for (int number = 0; number < PEOPLE; number++) {
            groupsOf.put(person(number), List.of(groups.get(0), groups.get(1 + number % TEAMS)));
        }
        for (int type = 0; type < TYPES; type++) {
            node.bean(RepositoryService.class)
                    .createDeployment()
                    .addModelInstance(
                            "errand" + type + ".bpmn",
                            Bpmn.createExecutableProcess("errand" + type)
                                    .camundaHistoryTimeToLiveString("P1D")
                                    .startEvent()
                                    .userTask("userTask_runErrand")
                                    .name("Run the errand")
                                    .camundaCandidateGroups("${group}")
                                    .endEvent()
                                    .done())
                    .deploy();
        }
        org.awaitility.Awaitility.await()
                .until(() -> node.bean(TaskTypes.class).all().stream()
                                .filter(type -> type.processKey().startsWith("errand"))
                                .count()
                        == TYPES);
        for (int type = 0; type < TYPES; type++) {
            for (var group : groups) {
                node.bean(Processes.class).start("errand" + type, "E-" + type + group, Map.entry("group", group));
            }
        }
        int bases = TYPES * groups.size();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (var one : ONE_TASK) {
                statement.execute(copies(one, OPEN_TASKS / bases));
            }
            statement.execute("create table plain_queue (id bigint primary key, state varchar(16) not null)");
            statement.execute(
                    "insert into plain_queue select n, 'open' from generate_series(1, %d) n".formatted(OPEN_TASKS));
            statement.execute("create index x_plain_queue on plain_queue(id) where state = 'open'");
            statement.execute(
                    "create table plain_ordered as select task_id, candidate_group, type_rank, priority, due_at, created_at,"
                            + " assignee, lease_until, title, subject, business_key from work_item");
            statement.execute("alter table plain_ordered add primary key (task_id)");
            statement.execute("create index x_plain_mine on plain_ordered(assignee)");
            statement.execute("create index x_plain_ordered on plain_ordered(candidate_group, type_rank, priority desc,"
                    + " due_at nulls last, created_at, task_id) where assignee is null");
            statement.execute("vacuum analyze");
        }
        System.out.printf(
                "%,d open tasks of %d types in %d queues, %d people of two queues each, filled in %.0f s; PostgreSQL 16,"
                        + " synchronous_commit %s, %d processors%n%n",
                jdbc.sql("select count(*) from work_item").query(Integer.class).single(),
                TYPES,
                groups.size(),
                PEOPLE,
                (System.nanoTime() - begin) / 1e9,
                jdbc.sql("show synchronous_commit").query(String.class).single(),
                Runtime.getRuntime().availableProcessors());
    }

    private String copies(Cloned one, int times) {
        var columns = jdbc.sql("select column_name from information_schema.columns where table_name = ?")
                .param(one.table())
                .query(String.class)
                .list();
        var values = columns.stream().map(column -> {
            if (one.ids().contains(column)) {
                return column + " || '-' || n";
            }
            return switch (column) {
                case "priority", "priority_" -> "50 + n * 7919 % 3 * 10";
                case "created_at", "create_time_" -> column + " + n * interval '1 second'";
                case "due_at", "due_date_" -> "case when n % 2 = 0 then now() + n * interval '1 minute' end";
                default -> column;
            };
        });
        return "insert into %1$s (%2$s) select %3$s from (select * from %1$s%4$s) one, generate_series(2, %5$d) n"
                .formatted(
                        one.table(),
                        String.join(", ", columns),
                        String.join(", ", values.toList()),
                        one.table().equals("act_hi_actinst") ? " where task_id_ is not null" : "",
                        times);
    }

    private void measure() throws Exception {
        var results = new ArrayList<Result>();
        var pull = new PullStatements(node);
        // The pull alone.
        results.add(run("plain SKIP LOCKED, bare", 4000, 12000, login -> bare()));
        results.add(run("plain SKIP LOCKED, same order", 4000, 12000, this::ordered));
        // Whoever asks for the next has nothing in hand: each of these has asked for the first time.
        var asked = new AtomicInteger();
        results.add(run(
                "our pull alone",
                4000,
                12000,
                login -> pull.run("asks" + asked.incrementAndGet(), groupsOf.get(login))));
        everythingIsFree();
        // The whole step.
        results.add(conveyor());
        results.add(engine());
        print(results);
    }

    private void bare() {
        jdbc.sql(
                        """
                        update plain_queue set state = 'taken' where id = (select id from plain_queue where state = 'open'
                            order by id limit 1 for update skip locked) returning id""")
                .query(Long.class)
                .single();
    }

    private void ordered(String login) {
        jdbc.sql(
                        """
                        update plain_ordered set assignee = ?, lease_until = now() + interval '31 minutes'
                        where task_id = (select task_id from plain_ordered where assignee is null and candidate_group = ?
                            order by type_rank, priority desc, due_at nulls last, created_at, task_id limit 1
                            for update skip locked) returning *""")
                .params(login, groupsOf.get(login).get(0))
                .query((row, number) -> row.getString("task_id"))
                .single();
    }

    private Result conveyor() throws Exception {
        var sessions = node.bean(WorkSessions.class);
        var conveyor = node.bean(Conveyor.class);
        var hands = new ConcurrentHashMap<String, String>();
        var given = new ConcurrentHashMap<String, String>();
        var twice = new AtomicInteger();
        Queue<String> order = new ConcurrentLinkedQueue<>();
        var waiting = positions();
        for (int number = 0; number < PEOPLE; number++) {
            sessions.start(person(number), TAB);
        }
        Step step = login -> {
            var hand = hands.get(login);
            var next = (NextTask.Issued)
                    (hand == null ? conveyor.next(login) : conveyor.completeAndNext(login, TAB, hand, Map.of()));
            var task = next.item().taskId();
            if (given.put(task, login) != null) {
                twice.incrementAndGet();
            }
            order.add(task);
            hands.put(login, task);
        };
        // Everybody's first task, and the warm-up.
        together(PEOPLE * 4, step);
        var result = timed("complete and next, the whole step", 8000, step);
        int missing = given.size()
                - jdbc.sql("select count(distinct task_id) from work_issue")
                        .query(Integer.class)
                        .single();
        System.out.printf(
                "%,d tasks given, %d of them twice, %d without a record; completed and still open: %d%n",
                given.size(),
                twice.get(),
                missing,
                jdbc.sql(
                                "select count(*) from work_issue i join work_item w on w.task_id = i.task_id where i.ended_how = 'DONE'")
                        .query(Integer.class)
                        .single());
        var taken = new HashMap<String, Integer>();
        int overtaken = 0;
        for (var task : order) {
            var place = waiting.get(task);
            int before = taken.merge(place.queue(), 1, Integer::sum) - 1;
            overtaken = Math.max(overtaken, place.number() - before);
        }
        System.out.printf(
                "within a queue and a type at most %d older or more urgent tasks were overtaken by a younger one%n%n",
                overtaken);
        for (int number = 0; number < PEOPLE; number++) {
            sessions.end(person(number));
        }
        return result;
    }

    private record Position(String queue, int number) {}

    /** Where each task stands in its queue. */
    private Map<String, Position> positions() {
        var places = new HashMap<String, Position>();
        jdbc.sql(
                        """
                        select task_id, candidate_group as queue, row_number() over (
                            partition by candidate_group order by type_rank, priority desc, due_at nulls last, created_at, task_id)
                            - 1 as number from work_item where assignee is null""")
                .query(rows -> {
                    places.put(rows.getString(1), new Position(rows.getString(2), rows.getInt(3)));
                });
        return places;
    }

    /** What one would write with the engine alone: ask for the next, claim it, complete it. */
    private Result engine() throws Exception {
        var tasks = plainEngine.getTaskService();
        var hands = new ConcurrentHashMap<String, String>();
        Step step = login -> {
            var hand = hands.get(login);
            if (hand != null) {
                tasks.complete(hand);
            }
            while (true) {
                var next = tasks.createTaskQuery()
                        .taskCandidateGroupIn(groupsOf.get(login))
                        .orderByTaskPriority()
                        .desc()
                        .orderByTaskCreateTime()
                        .asc()
                        .listPage(0, 1)
                        .get(0);
                try {
                    tasks.claim(next.getId(), login);
                    hands.put(login, next.getId());
                    return;
                } catch (OptimisticLockingException | TaskAlreadyClaimedException lost) {
                    // Asked again.
                }
            }
        };
        together(THREADS, step);
        return timed("engine's query, claim, complete", 48, step);
    }

    private Result run(String name, int warmUp, int operations, Step step) throws Exception {
        together(warmUp, step);
        return timed(name, operations, step);
    }

    private static Result timed(String name, int operations, Step step) throws Exception {
        var begin = System.nanoTime();
        var micros = together(operations, step);
        var seconds = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(micros);
        return new Result(name, PEOPLE, micros.length / seconds, micros);
    }

    private void everythingIsFree() throws java.sql.SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update work_item set assignee = null, claimed_at = null, lease_until = null"
                    + " where assignee is not null");
            statement.execute("vacuum analyze work_item, act_ru_task");
        }
    }

    /** People press in turn, as many at once as there are threads; whoever has got his task presses again. */
    private static long[] together(int operations, Step step) throws Exception {
        var people = new LinkedBlockingQueue<String>();
        for (int number = 0; number < PEOPLE; number++) {
            people.add(person(number));
        }
        var left = new AtomicInteger(operations);
        var failure = new AtomicReference<Exception>();
        var executor = Executors.newFixedThreadPool(THREADS);
        try {
            var ready = new CountDownLatch(THREADS);
            var parts = new ArrayList<Future<List<Long>>>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(executor.submit(() -> {
                    var micros = new ArrayList<Long>();
                    ready.countDown();
                    ready.await();
                    while (left.getAndDecrement() > 0 && failure.get() == null) {
                        var login = people.take();
                        var begin = System.nanoTime();
                        try {
                            step.take(login);
                        } catch (Exception broken) {
                            failure.set(broken);
                        }
                        micros.add((System.nanoTime() - begin) / 1000);
                        people.add(login);
                    }
                    return micros;
                }));
            }
            var all = new ArrayList<Long>();
            for (var part : parts) {
                all.addAll(part.get());
            }
            if (failure.get() != null) {
                throw failure.get();
            }
            return all.stream().mapToLong(Long::longValue).toArray();
        } finally {
            executor.shutdownNow();
        }
    }

    private static void print(List<Result> results) {
        System.out.printf(
                "%-36s %10s %9s %9s %9s %9s%n",
                "step of 500 people, 8 at once", "per second", "p50 ms", "p95 ms", "p99 ms", "max ms");
        for (var result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %10.0f %9.2f %9.2f %9.2f %9.2f%n",
                    result.name(),
                    result.perSecond(),
                    result.millis(0.5),
                    result.millis(0.95),
                    result.millis(0.99),
                    result.millis(1));
        }
        var ours = results.get(2).perSecond();
        System.out.printf(
                Locale.ROOT,
                "%nour pull is %.2f of the bare plain queue and %.2f of the plain queue of the same order%n",
                ours / results.get(0).perSecond(),
                ours / results.get(1).perSecond());
        System.out.printf(
                Locale.ROOT,
                "the whole step is %.1f times as fast as the engine's query, claim and completion%n",
                results.get(3).perSecond() / results.get(4).perSecond());
    }

    @Override
    public void close() {
        plainEngine.close();
        plainPool.close();
        node.close();
    }
}
