package otklik.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
import otklik.staff.Employees;
import otklik.work.ClaimStatement;
import otklik.work.WorkItems;

/**
 * How fast "give me the next task" is at 200,000 open tasks: our claim beside a plain queue and beside the engine's own task query. One
 * command: {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.ClaimBench}
 */
public final class ClaimBench implements AutoCloseable {
    private static final int OPEN_TASKS = 200_000;
    private static final int MANY_THREADS = 8;
    private static final String PROCESS = "errand";
    private static final String GROUP = Role.OPERATOR.group();
    private static final String LOGIN = "operator";

    /** Tables that hold one open task, and their columns that hold an id of it. */
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

    private final PostgresServer.Database database = PostgresServer.fresh("bench");
    private final NodeOfTest node = NodeOfTest.start(database.properties(), "postgres");
    private final JdbcClient jdbc = node.bean(JdbcClient.class);
    private final HikariDataSource plainPool = new HikariDataSource();
    private final ProcessEngine plainEngine;
    private final AtomicInteger lostRaces = new AtomicInteger();

    private record Cloned(String table, Set<String> ids) {
        Cloned(String table, String... ids) {
            this(table, Set.of(ids));
        }
    }

    /**
     * @param micros the latencies, sorted
     * @param lostRaces attempts that had to be repeated
     */
    private record Result(String name, int threads, double perSecond, long[] micros, int lostRaces) {
        double millis(double share) {
            return micros[(int) Math.min(micros.length - 1L, Math.round(share * micros.length))] / 1000.0;
        }
    }

    private ClaimBench() {
        plainPool.setDataSource(database.dataSource());
        plainPool.setMaximumPoolSize(MANY_THREADS * 2);
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("plain");
        configuration.setDataSource(plainPool);
        configuration.setDatabaseSchemaUpdate("false");
        configuration.setHistory("audit");
        configuration.setJobExecutorActivate(false);
        plainEngine = configuration.buildProcessEngine();
    }

    public static void main(String[] args) throws Exception {
        try (var bench = new ClaimBench()) {
            bench.fill();
            bench.measure();
        }
    }

    /** One task opened by the engine, copied in the tables by as many statements as there are tables. */
    private void fill() {
        var begin = System.nanoTime();
        node.bean(Employees.class)
                .add(LOGIN, "Operator", "operator@otklik.example", "secret123", Set.of(Role.OPERATOR), Locale.ENGLISH);
        node.bean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        PROCESS + ".bpmn",
                        Bpmn.createExecutableProcess(PROCESS)
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .userTask("userTask_runErrand")
                                .name("Run the errand")
                                .camundaCandidateGroups(GROUP)
                                .endEvent()
                                .done())
                .deploy();
        node.bean(Processes.class).start(PROCESS, "E");
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (var one : ONE_TASK) {
                statement.execute(copies(one));
            }
            statement.execute("create table plain_queue (id bigint primary key, state varchar(16) not null)");
            statement.execute(
                    "insert into plain_queue select n, 'open' from generate_series(1, %d) n".formatted(OPEN_TASKS));
            statement.execute("create index x_plain_queue on plain_queue(id) where state = 'open'");
            statement.execute("vacuum analyze");
        } catch (java.sql.SQLException broken) {
            throw new IllegalStateException(broken);
        }
        System.out.printf(
                "%,d open tasks in the engine and in the work index, filled in %.0f s; PostgreSQL 16, synchronous_commit %s, %d processors%n%n",
                OPEN_TASKS,
                (System.nanoTime() - begin) / 1e9,
                jdbc.sql("show synchronous_commit").query(String.class).single(),
                Runtime.getRuntime().availableProcessors());
    }

    private String copies(Cloned one) {
        var columns = jdbc.sql("select column_name from information_schema.columns where table_name = ?")
                .param(one.table())
                .query(String.class)
                .list();
        var values = columns.stream().map(column -> {
            if (one.ids().contains(column)) {
                return column + " || '-' || n";
            }
            return switch (column) {
                case "priority", "priority_" -> "50 + n * 7919 % 5 * 10";
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
                        OPEN_TASKS);
    }

    private void measure() throws Exception {
        var statement = new ClaimStatement(node.bean(WorkItems.class));
        var items = node.bean(WorkItems.class);
        var results = new ArrayList<Result>();
        for (int threads : new int[] {1, MANY_THREADS}) {
            results.add(run("our claim statement", threads, 500, 4000, () -> statement
                    .run(LOGIN, GROUP)
                    .orElseThrow()));
            results.add(run("plain SKIP LOCKED queue", threads, 500, 4000, this::takeFromPlainQueue));
            results.add(run(
                    "our whole claim, engine included", threads, 200, 1500, () -> items.claimNext(LOGIN, List.of(GROUP))
                            .orElseThrow()));
            results.add(run("engine's task query and claim", threads, MANY_THREADS, 40, this::takeFromEngine));
        }
        print(results);
    }

    private Object takeFromPlainQueue() {
        return jdbc.sql(
                        """
                        update plain_queue set state = 'taken' where id = (select id from plain_queue where state = 'open'
                            order by id limit 1 for update skip locked) returning id""")
                .query(Long.class)
                .single();
    }

    private Object takeFromEngine() {
        var tasks = plainEngine.getTaskService();
        while (true) {
            var next = tasks.createTaskQuery()
                    .taskCandidateGroup(GROUP)
                    .orderByTaskPriority()
                    .desc()
                    .orderByTaskCreateTime()
                    .asc()
                    .listPage(0, 1)
                    .get(0);
            try {
                tasks.claim(next.getId(), LOGIN);
                return next.getId();
            } catch (OptimisticLockingException | TaskAlreadyClaimedException lost) {
                lostRaces.incrementAndGet();
            }
        }
    }

    private Result run(String name, int threads, int warmUp, int operations, Callable<Object> claim) throws Exception {
        everythingIsFree();
        together(threads, warmUp, claim);
        lostRaces.set(0);
        var begin = System.nanoTime();
        var micros = together(threads, operations, claim);
        var seconds = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(micros);
        return new Result(name, threads, micros.length / seconds, micros, lostRaces.get());
    }

    private void everythingIsFree() throws java.sql.SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update work_item set assignee = null, claimed_at = null, lease_until = null"
                    + " where assignee is not null");
            statement.execute("update act_ru_task set assignee_ = null where assignee_ is not null");
            statement.execute("update plain_queue set state = 'open' where state <> 'open'");
            statement.execute("vacuum analyze work_item, act_ru_task, plain_queue");
        }
    }

    private static long[] together(int threads, int operations, Callable<Object> claim) throws Exception {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var ready = new CyclicBarrier(threads);
            var parts = new ArrayList<Future<long[]>>();
            for (int i = 0; i < threads; i++) {
                parts.add(executor.submit(() -> {
                    var micros = new long[operations / threads];
                    ready.await();
                    for (int operation = 0; operation < micros.length; operation++) {
                        var begin = System.nanoTime();
                        claim.call();
                        micros[operation] = (System.nanoTime() - begin) / 1000;
                    }
                    return micros;
                }));
            }
            var all = new long[threads * (operations / threads)];
            int filled = 0;
            for (var part : parts) {
                var micros = part.get();
                System.arraycopy(micros, 0, all, filled, micros.length);
                filled += micros.length;
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }

    private static void print(List<Result> results) {
        System.out.printf(
                "%-34s %7s %10s %9s %9s %10s %10s %11s%n",
                "claim", "threads", "claims/s", "p50 ms", "p95 ms", "x queue", "x engine", "lost races");
        for (var result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %7d %10.0f %9.2f %9.2f %10.2f %10.1f %11d%n",
                    result.name(),
                    result.threads(),
                    result.perSecond(),
                    result.millis(0.5),
                    result.millis(0.95),
                    result.perSecond() / with(results, "plain", result.threads()),
                    result.perSecond() / with(results, "engine's", result.threads()),
                    result.lostRaces());
        }
        System.out.println(
                "\nx queue, x engine: how many times the rate of the plain queue and of the engine's query, same threads");
    }

    private static double with(List<Result> results, String beginning, int threads) {
        return results.stream()
                .filter(result -> result.name().startsWith(beginning) && result.threads() == threads)
                .findFirst()
                .orElseThrow()
                .perSecond();
    }

    @Override
    public void close() {
        plainEngine.close();
        plainPool.close();
        node.close();
    }
}
