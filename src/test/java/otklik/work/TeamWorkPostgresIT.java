package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static otklik.work.Errands.outcome;
import static otklik.work.Errands.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.kernel.Noted;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.staff.TeamRule;
import otklik.staff.Teams;
import otklik.staff.Turns;

/** Two nodes on one PostgreSQL give and finish the work of a team at the same moment. */
class TeamWorkPostgresIT {
    private static final int THREADS = 16;
    private static final int TASKS_EACH = 5;
    private static final List<String> PEOPLE = List.of("anna", "igor", "olga", "vera");

    private static NodeOfTest one;
    private static NodeOfTest other;
    private static List<Errands> nodes;

    @BeforeAll
    static void startBothNodes() {
        var database = PostgresServer.fresh("teams").properties();
        one = NodeOfTest.start(database, "postgres");
        other = NodeOfTest.start(database, "postgres");
        nodes = List.of(new Errands(one), new Errands(other));
        nodes.get(0).deployForAnyGroup();
        PEOPLE.forEach(login -> nodes.get(0).hire(login, Role.OPERATOR));
    }

    @AfterAll
    static void stopBothNodes() {
        one.close();
        other.close();
    }

    @Test
    void turns_given_on_two_nodes_by_many_threads_are_equal() throws Exception {
        var group = team("Turns", TeamRule.ROTATE, PEOPLE);

        together(2 * THREADS, number -> IntStream.range(0, TASKS_EACH)
                .forEach(task -> errands(number).open(group)));

        assertThat(perPerson(group))
                .containsOnly(2L * THREADS * TASKS_EACH / PEOPLE.size())
                .hasSize(PEOPLE.size());
        assertThat(one.bean(WorkReconciler.class).compare()).isEmpty();
    }

    @Test
    void the_least_loaded_are_loaded_equally_by_two_nodes() throws Exception {
        var fresh = List.of("boris", "clara");
        fresh.forEach(login -> nodes.get(0).hire(login, Role.OPERATOR));
        var group = team("Loads", TeamRule.LEAST_LOADED, fresh);

        together(THREADS, number -> errands(number).open(group));

        assertThat(perPerson(group)).containsOnly((long) THREADS / fresh.size()).hasSize(fresh.size());
    }

    @Test
    void of_the_last_two_parts_done_at_once_one_ends_the_task_and_only_once() throws Exception {
        var group = team("Parts", TeamRule.ALL, List.of("anna", "igor"));
        for (int round = 0; round < 10; round++) {
            var item = nodes.get(0).open(group);
            var noted = new java.util.concurrent.atomic.AtomicInteger();

            together(2, number -> {
                try {
                    run(PEOPLE.get(number), Role.OPERATOR, () -> errands(number)
                            .items
                            .complete(item.taskId(), outcome("done")));
                } catch (RuntimeException failure) {
                    assertThat(Refusal.in(failure)).get().isInstanceOf(Noted.class);
                    noted.incrementAndGet();
                }
            });

            assertThat(noted).hasValue(1);
            assertThat(nodes.get(1).items.find(item.taskId())).isEmpty();
            assertThat(one.bean(HistoryService.class)
                            .createHistoricProcessInstanceQuery()
                            .processInstanceId(item.processInstanceId())
                            .finished()
                            .count())
                    .isOne();
        }
    }

    private static List<Long> perPerson(String group) {
        return nodes.get(0)
                .jdbc
                .sql("select count(*) from work_item where candidate_group = ? group by assignee")
                .param(group)
                .query(Long.class)
                .list();
    }

    private static String team(String name, TeamRule rule, List<String> members) {
        var group = "team" + one.bean(Teams.class).add(name, rule, Set.copyOf(members), Set.of());
        await().until(() -> other.bean(Turns.class).rule(group).isPresent());
        return group;
    }

    private static Errands errands(int number) {
        return nodes.get(number % nodes.size());
    }

    private static void together(int threads, Consumer<Integer> deed) throws Exception {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var ready = new CyclicBarrier(threads);
            var results = new ArrayList<Future<?>>();
            for (int number = 0; number < threads; number++) {
                var mine = number;
                results.add(executor.submit(() -> {
                    ready.await();
                    deed.accept(mine);
                    return true;
                }));
            }
            for (var result : results) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
