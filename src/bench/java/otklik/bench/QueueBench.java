package otklik.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.work.WorkItems;

/**
 * How long the list of free work takes for a person of twelve groups at 200,000 open tasks: along the index of each group, beside one
 * condition for all groups. Prints both plans. One command:
 * {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.QueueBench}
 */
public final class QueueBench {
    private static final int OPEN_TASKS = 200_000;
    private static final int ROUNDS = 200;
    private static final String OF_ALL = "where assignee is null and for_all = false and candidate_group in (:groups)";
    private static final String ORDER = " order by priority desc, due_at nulls last, created_at, task_id limit 50";

    private QueueBench() {}

    public static void main(String[] args) throws Exception {
        var database = PostgresServer.fresh("queues");
        try (var node = NodeOfTest.start(database.properties(), "postgres")) {
            var jdbc = node.bean(JdbcClient.class);
            var items = node.bean(WorkItems.class);
            jdbc.sql(
                            """
                            insert into work_item (task_id, process_key, process_definition_id, process_instance_id, business_key,
                                task_key, title, subject, candidate_group, priority, due_at, created_at, for_all)
                            select 't' || n, 'errand', 'errand:1', 'p' || n, 'E-' || n, 'userTask_runErrand', 'Run the errand', 'x',
                                'team' || n % 20, 50 + n * 7919 % 5 * 10,
                                case when n % 2 = 0 then now() + n * interval '1 minute' end,
                                now() + n * interval '1 second', false
                            from generate_series(1, ?) n""")
                    .param(OPEN_TASKS)
                    .update();
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("vacuum analyze work_item");
            }
            var groups =
                    IntStream.range(0, 12).mapToObj(number -> "team" + number).toList();
            System.out.printf("%,d open tasks, %d groups of one person%n", OPEN_TASKS, groups.size());
            time("list, one condition", () -> jdbc.sql("select * from work_item " + OF_ALL + ORDER)
                    .param("groups", groups)
                    .query()
                    .listOfRows());
            time("list, each group's index", () -> items.free(groups, 0, 50));
            time("count, one condition", () -> jdbc.sql("select count(*) from work_item " + OF_ALL)
                    .param("groups", groups)
                    .query(Integer.class)
                    .single());
            time("count, to a limit", () -> items.countFree(groups));
            explain(jdbc, groups, "select * from work_item " + OF_ALL + ORDER);
        }
    }

    private static void time(String name, Runnable query) {
        IntStream.range(0, ROUNDS / 10).forEach(round -> query.run());
        var micros = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            var begin = System.nanoTime();
            query.run();
            micros[round] = (System.nanoTime() - begin) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "%-26s p50 %7.2f ms  p95 %7.2f ms%n",
                name,
                micros[ROUNDS / 2] / 1000.0,
                micros[ROUNDS * 95 / 100] / 1000.0);
    }

    private static void explain(JdbcClient jdbc, List<String> groups, String ofAll) {
        var ofEach = new ArrayList<String>();
        groups.forEach(group -> ofEach.add("(select * from work_item where candidate_group = '" + group
                + "' and assignee is null and for_all = false" + ORDER + ")"));
        System.out.println("\nOne condition:");
        jdbc.sql("explain (analyze, costs off, timing off) " + ofAll)
                .param("groups", groups)
                .query(String.class)
                .list()
                .forEach(System.out::println);
        System.out.println("\nEach group's index:");
        jdbc
                .sql("explain (analyze, costs off, timing off) select * from (" + String.join(" union all ", ofEach)
                        + ") free" + ORDER)
                .query(String.class)
                .list()
                .stream()
                .limit(12)
                .forEach(System.out::println);
    }
}
