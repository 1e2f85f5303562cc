package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.engine.Attempts;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.work.OrderedWork.Like;

/** Many people on the conveyor of two nodes ask a real PostgreSQL for their next task at the same moment. */
class PullPostgresIT {
    private static final int PEOPLE = 32;
    private static final int TASKS = 320;

    private static NodeOfTest one;
    private static NodeOfTest other;
    private static OrderedWork work;

    @BeforeAll
    static void startNodes() {
        var database = PostgresServer.fresh("pull");
        var beans = List.of(SettableClock.InNode.class, OrderedWork.Facts.class);
        one = NodeOfTest.start(database.properties(), List.copyOf(beans), "postgres");
        other = NodeOfTest.start(database.properties(), List.copyOf(beans), "postgres");
        for (var node : List.of(one, other)) {
            node.bean(SettableClock.class).goesTo(OrderedWork.MORNING);
        }
        work = new OrderedWork(one, one.bean(SettableClock.class));
        work.deploy();
        var belt = one.bean(Departments.class).add("Belt", WorkMode.CONVEYOR, Set.of());
        for (int person = 0; person < PEOPLE; person++) {
            work.errands.hire(login(person), Role.OPERATOR);
        }
        work.jdbc.sql("update employee set department_id = ?").param(belt).update();
    }

    @AfterAll
    static void stopNodes() {
        one.close();
        other.close();
    }

    @Test
    void thirty_two_people_empty_a_queue_and_nobody_gets_what_another_has() throws Exception {
        work.dropAll();
        for (int task = 0; task < TASKS; task++) {
            work.open(task % 2 == 0 ? "letters" : "chores");
        }

        var given = together(person -> {
            var node = person % 2 == 0 ? one : other;
            var conveyor = node.bean(Conveyor.class);
            node.bean(WorkSessions.class).start(login(person), "tab");
            var got = new ArrayList<String>();
            var next = conveyor.next(login(person));
            while (next instanceof NextTask.Issued issued) {
                got.add(issued.item().taskId());
                next = conveyor.completeAndNext(
                        login(person), "tab", issued.item().taskId(), Map.of());
            }
            return got;
        });

        var all = given.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(TASKS).doesNotHaveDuplicates();
        assertThat(work.openTasks()).isEmpty();
        assertThat(work.jdbc
                        .sql("select count(*) from work_issue where ended_how = 'DONE'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(TASKS);
        assertThat(one.bean(WorkReconciler.class).compare()).isEmpty();
    }

    @Test
    void one_press_on_two_nodes_at_once_completes_one_task() throws Exception {
        work.dropAll();
        for (int task = 0; task < 4; task++) {
            work.open("letters");
        }
        one.bean(WorkSessions.class).start(login(0), "tab");
        var first = ((NextTask.Issued) one.bean(Conveyor.class).next(login(0)))
                .item()
                .taskId();

        var next = together(2, press -> ((NextTask.Issued) (press == 0 ? one : other)
                        .bean(Conveyor.class)
                        .completeAndNext(login(0), "tab", first, Map.of()))
                .item()
                .taskId());

        assertThat(work.openTasks()).hasSize(3).doesNotContain(first);
        assertThat(Set.copyOf(next)).hasSize(1);
    }

    @Test
    void two_nodes_that_start_the_session_of_a_person_open_one() throws Exception {
        work.dropAll();

        var started = together(2, window -> {
            try {
                (window == 0 ? one : other).bean(WorkSessions.class).start(login(1), "window" + window);
                return true;
            } catch (otklik.kernel.Refusal elsewhere) {
                return false;
            }
        });

        assertThat(started).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void e40_two_people_never_have_the_same_client_in_hand() throws Exception {
        work.dropAll();
        for (int task = 0; task < 10; task++) {
            work.open("letters", Like.USUAL.call("K-1", java.time.ZoneId.of("Europe/Moscow")));
        }

        var given = together(8, person -> {
            var node = person % 2 == 0 ? one : other;
            node.bean(WorkSessions.class).start(login(person), "tab");
            return node.bean(Conveyor.class).next(login(person)) instanceof NextTask.Issued;
        });

        assertThat(given).filteredOn(has -> has).hasSize(1);
    }

    @Test
    void where_others_are_taking_all_of_a_type_one_gets_the_next_type() {
        work.dropAll();
        var letter = work.open("letters");
        var chore = work.open("chores");
        other.bean(WorkSessions.class).start(login(0), "tab");

        var given = one.bean(Attempts.class).inTransaction(() -> {
            lock(letter);
            return CompletableFuture.supplyAsync(
                            () -> other.bean(Conveyor.class).next(login(0)))
                    .join();
        });

        assertThat(((NextTask.Issued) given).item().taskId()).isEqualTo(chore);
    }

    @Test
    void e38_a_promised_call_is_not_freed_while_its_person_begins_with_it() {
        work.dropAll();
        var clock = one.bean(SettableClock.class);
        var promised = clock.instant().minus(Duration.ofMinutes(20));
        var call = work.open(
                "letters", Like.USUAL.of(login(0)).planned(promised).call("P-9", java.time.ZoneId.of("Europe/Moscow")));
        one.bean(WorkSessions.class).start(login(0), "tab");

        var sweep = one.bean(Attempts.class).inTransaction(() -> {
            one.bean(Conveyor.class).next(login(0));
            var freeing = CompletableFuture.runAsync(
                    () -> other.bean(OrderSweeps.class).freeCallbacks());
            await().until(() -> freeing.isDone() || isSomebodyWaiting());
            return freeing;
        });
        sweep.join();

        assertThat(work.holder(call)).isEqualTo(login(0));
    }

    private static void lock(String task) {
        work.jdbc
                .sql("select task_id from work_item where task_id = ? for update")
                .param(task)
                .query(String.class)
                .single();
    }

    private static boolean isSomebodyWaiting() {
        return other.bean(JdbcClient.class)
                        .sql("select count(*) from pg_locks where not granted")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static String login(int person) {
        return "operator%02d".formatted(person);
    }

    private interface Deed<T> {
        T of(int number) throws Exception;
    }

    private static <T> List<T> together(Deed<T> deed) throws Exception {
        return together(PEOPLE, deed);
    }

    /** The results of what so many do, all begun at the same moment. */
    private static <T> List<T> together(int threads, Deed<T> deed) throws Exception {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var ready = new CyclicBarrier(threads);
            var results = new ArrayList<Future<T>>();
            for (int number = 0; number < threads; number++) {
                var mine = number;
                Callable<T> begun = () -> {
                    ready.await();
                    return deed.of(mine);
                };
                results.add(executor.submit(begun));
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
