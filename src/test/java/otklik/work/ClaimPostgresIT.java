package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static otklik.work.Errands.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Role;

/** Two nodes on one PostgreSQL: what people do at the same moment on both. */
class ClaimPostgresIT {
    private static final int PEOPLE = 32;
    private static final int TASKS = 10_000;
    private static final int STARTERS = 8;

    private static NodeOfTest one;
    private static NodeOfTest other;
    private static List<Errands> nodes;

    @BeforeAll
    static void startBothNodes() {
        var database = PostgresServer.fresh("claims").properties();
        one = NodeOfTest.start(database, "postgres");
        other = NodeOfTest.start(database, "postgres");
        nodes = List.of(new Errands(one), new Errands(other));
        nodes.get(0).deploy();
        IntStream.range(0, PEOPLE).forEach(number -> nodes.get(0).hire(person(number), Role.OPERATOR));
        await().until(() ->
                other.bean(Accounts.class).byLogin(person(PEOPLE - 1)).isPresent());
    }

    @AfterAll
    static void stopBothNodes() {
        one.close();
        other.close();
    }

    @Test
    void many_people_on_two_nodes_take_every_item_once_and_lose_none() throws Exception {
        var perStarter = TASKS / STARTERS;
        var begin = System.nanoTime();
        together(STARTERS, number -> () -> {
            IntStream.range(0, perStarter).forEach(i -> errands(number).start());
            return true;
        });
        var started = System.nanoTime();
        // The counter of the screens stops at a thousand, so the rows are counted.
        assertThat(nodes.get(0)
                        .jdbc
                        .sql("select count(*) from work_item where assignee is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(TASKS);

        var taken = new ConcurrentLinkedQueue<String>();
        together(PEOPLE, number -> () -> {
            Optional<WorkItem> item;
            do {
                item = errands(number).items.claimNext(person(number), operators());
                item.ifPresent(mine -> {
                    assertThat(mine.assignee()).isEqualTo(person(number));
                    taken.add(mine.taskId());
                });
            } while (item.isPresent());
            return true;
        });
        var finished = System.nanoTime();

        assertThat(taken).hasSize(TASKS).doesNotHaveDuplicates();
        assertThat(one.bean(WorkReconciler.class).compare()).isEmpty();
        System.out.printf(
                "%d tasks opened at %.0f/s by %d threads, taken at %.0f/s by %d people on 2 nodes%n",
                TASKS, rate(begin, started), STARTERS, rate(started, finished), PEOPLE);
    }

    @Test
    void e1_ofManyPeopleWhoTakeTheSameItemOneWinsAndTheOthersReadWhoAndWhen() throws Exception {
        var task = nodes.get(0).open();

        var answers = together(PEOPLE, number -> () -> {
            try {
                return errands(number).items.claim(task, person(number)).assignee();
            } catch (Refusal refusal) {
                return refusal.getMessage();
            }
        });

        var winner = nodes.get(1).items.find(task).orElseThrow().assignee();
        assertThat(answers).containsOnlyOnce(winner);
        assertThat(answers.stream().filter(answer -> !answer.equals(winner)))
                .hasSize(PEOPLE - 1)
                .allSatisfy(answer -> assertThat(answer)
                        .startsWithIgnoringCase(winner + " has this task")
                        .contains("s ago"));
        assertThat(nodes.get(1)
                        .tasks
                        .createTaskQuery()
                        .taskId(task)
                        .singleResult()
                        .getAssignee())
                .isEqualTo(winner);
        assertThat(told(task, "workTaken")).as("who has it").containsExactly(winner);
        assertThat(told(task, "workTakenBefore"))
                .as("who came too late")
                .hasSize(PEOPLE - 1)
                .doesNotContain(winner);
    }

    @Test
    void e2_aPersonWhoTakesTheSameItemOnBothNodesAtOnceHasItAndTheTimelineSaysItOnce() throws Exception {
        var task = nodes.get(0).open();

        var answers = together(
                2, number -> () -> errands(number).items.claim(task, person(0)).assignee());

        assertThat(answers).containsExactly(person(0), person(0));
        assertThat(told(task, "workTaken")).containsExactly(person(0));
        assertThat(one.bean(WorkReconciler.class).compare()).isEmpty();
    }

    @Test
    void what_one_node_says_is_heard_on_the_other_after_the_commit_and_not_before() {
        var heard = new CopyOnWriteArrayList<String>();
        var stop = other.bean(Signals.class).listen(heard::add);
        var early = new ArrayList<String>();

        transaction().executeWithoutResult(status -> {
            one.bean(Signals.class).say("committed");
            // What is said outside the transaction overtakes it.
            sayOutside("meanwhile");
            await().until(() -> heard.contains("meanwhile"));
            early.addAll(heard);
        });

        await().until(() -> heard.contains("committed"));
        assertThat(early).doesNotContain("committed");
        stop.run();
    }

    @Test
    void what_is_rolled_back_is_never_heard() {
        var heard = new CopyOnWriteArrayList<String>();
        var stop = other.bean(Signals.class).listen(heard::add);

        transaction().executeWithoutResult(status -> {
            one.bean(Signals.class).say("rolled-back");
            status.setRollbackOnly();
        });
        sayOutside("afterwards");

        await().until(() -> heard.contains("afterwards"));
        assertThat(heard).doesNotContain("rolled-back");
        stop.run();
    }

    @Test
    void taking_an_item_on_one_node_is_heard_on_the_other() {
        var task = nodes.get(0).open();
        var key = nodes.get(0).items.find(task).orElseThrow().businessKey();
        var heard = new CopyOnWriteArrayList<String>();
        var stop = other.bean(Signals.class).listen(heard::add);

        nodes.get(0).items.claim(task, person(0));

        await().untilAsserted(() -> assertThat(heard).contains(Signals.WORK, key));
        stop.run();
    }

    /** Whom the timeline of the task's case names in lines of the kind. */
    private static List<String> told(String task, String kind) {
        return one.bean(JdbcClient.class)
                .sql(
                        """
                        select value_after from history_event where kind = ?
                            and case_key = (select business_key from work_item where task_id = ?)""")
                .params(kind, task)
                .query(String.class)
                .list();
    }

    private static void sayOutside(String topic) {
        CompletableFuture.runAsync(() -> one.bean(Signals.class).say(topic)).join();
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(one.bean(PlatformTransactionManager.class));
    }

    private static Errands errands(int number) {
        return nodes.get(number % nodes.size());
    }

    private static String person(int number) {
        return "operator%02d".formatted(number);
    }

    private static double rate(long from, long until) {
        return TASKS * 1e9 / (until - from);
    }

    /** The results of what so many threads do, all begun at the same moment. */
    private static <T> List<T> together(int threads, IntFunction<Callable<T>> deeds) throws Exception {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var ready = new CyclicBarrier(threads);
            var results = new ArrayList<Future<T>>();
            for (int number = 0; number < threads; number++) {
                var deed = deeds.apply(number);
                results.add(executor.submit(() -> {
                    ready.await();
                    return deed.call();
                }));
            }
            var all = new ArrayList<T>();
            for (var result : results) {
                all.add(result.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }
}
