package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.engine.Attempts;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Role;
import otklik.staff.Belongings.Misfit;
import otklik.staff.Belongings.Way;
import otklik.staff.Employees;
import otklik.staff.FarewellState;
import otklik.staff.Farewells;
import otklik.staff.Farewells.Decision;
import otklik.work.WorkReconciler;

/** Farewells on a real PostgreSQL: a target who is suspended at the very moment of the hand-over, and a thousand requests. */
class FarewellPostgresIT {
    private static final int MANY = 1000;

    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        var properties = new TreeMap<>(PostgresServer.fresh("farewell").properties());
        node = NodeOfTest.start(properties, "farewell");
        var parameters = node.bean(Parameters.class);
        node.bean(Attempts.class)
                .run(() -> parameters.set(
                        Parameter.MOST_OPEN_REQUESTS,
                        "2000",
                        parameters.find(Parameter.MOST_OPEN_REQUESTS).version(),
                        "test"));
        add("admin", Role.ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void target_who_is_suspended_at_the_moment_of_the_hand_over_has_all_of_it_or_nothing() throws Exception {
        var farewells = node.bean(Farewells.class);
        var handedOver = 0;
        for (int round = 0; round < 12; round++) {
            var leaver = "leaver" + (char) ('a' + round);
            var target = "target" + (char) ('a' + round);
            add(leaver, Role.MANAGER);
            add(target, Role.MANAGER);
            IntStream.range(0, 5).forEach(i -> open(leaver));
            var farewell = farewells.begin(leaver);
            try (var people = new People()) {
                // Later and later, so that each of the two is sometimes the first.
                var suspending = people.later(round * 20L, () -> {
                    node.bean(Employees.class).suspend(target);
                    return true;
                });
                var handing = people.run(() -> {
                    farewells.decide(farewell, List.of(new Decision("requests", Way.ONE, List.of(target))));
                    return true;
                });
                suspending.get();
                handing.get();
            }
            var isDone = farewells.find(farewell).orElseThrow().state() == FarewellState.HANDED_OVER;
            assertThat(count(target)).isEqualTo(isDone ? 5 : 0);
            assertThat(count(leaver)).isEqualTo(isDone ? 0 : 5);
            if (!isDone) {
                assertThat(farewells.problems(farewell))
                        .extracting(Farewells.Problem::misfit)
                        .containsExactly(Misfit.SUSPENDED);
            }
            handedOver += isDone ? 1 : 0;
        }
        System.err.printf("Hand-over before the suspension in %d rounds of 12%n", handedOver);
    }

    @Test
    void thousand_requests_go_over_and_come_back_at_once() {
        var farewells = node.bean(Farewells.class);
        add("thousand", Role.MANAGER);
        add("first", Role.MANAGER);
        add("second", Role.MANAGER);
        IntStream.range(0, MANY).forEach(i -> open("thousand"));
        var farewell = farewells.begin("thousand");

        var over = time(() ->
                farewells.decide(farewell, List.of(new Decision("requests", Way.EVENLY, List.of("first", "second")))));
        assertThat(farewells.problems(farewell)).isEmpty();
        assertThat(count("first")).isEqualTo(MANY / 2);
        assertThat(count("second")).isEqualTo(MANY / 2);
        var back = time(() -> farewells.takeBack(farewell));

        assertThat(count("thousand")).isEqualTo(MANY);
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
        System.err.printf("%d requests: handed over in %s, taken back in %s%n", MANY, over, back);
    }

    private static Duration time(Runnable work) {
        var from = System.nanoTime();
        work.run();
        return Duration.ofMillis((System.nanoTime() - from) / 1_000_000);
    }

    private static long count(String login) {
        return node.bean(JdbcClient.class)
                .sql("select count(*) from request where manager = ?")
                .param(login)
                .query(Long.class)
                .single();
    }

    private static void open(String manager) {
        node.bean(Requests.class)
                .open(new Requests.Opening(
                        "M-1",
                        new Inbound("mail", "Client", "c@customer.example", null, "Prices", "How much?", null, null),
                        "Prices",
                        manager,
                        null,
                        null));
    }

    private static void add(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static final class People implements AutoCloseable {
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

        java.util.concurrent.Future<Boolean> later(long millis, java.util.concurrent.Callable<Boolean> work) {
            return threads.schedule(work, millis, TimeUnit.MILLISECONDS);
        }

        java.util.concurrent.Future<Boolean> run(java.util.concurrent.Callable<Boolean> work) {
            return threads.submit(work);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
