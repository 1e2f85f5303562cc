package otklik.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static otklik.telephony.TelephonyWorld.CLIENT;
import static otklik.telephony.TelephonyWorld.RING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import otklik.PostgresServer;
import otklik.telephony.Simulator.Does;
import otklik.telephony.Simulator.Reaction;

/** What must hold with several nodes at once, on a real PostgreSQL. */
class PhoneCallsPostgresIT {
    private final TelephonyWorld world =
            new TelephonyWorld(PostgresServer.fresh("telephony").dataSource());

    @AfterEach
    void close() {
        world.close();
    }

    /** Runs all at the same moment. */
    private static <T> List<T> together(List<Callable<T>> works) throws Exception {
        var threads = Executors.newFixedThreadPool(works.size());
        try {
            var barrier = new CyclicBarrier(works.size());
            var running = new ArrayList<Future<T>>();
            for (var work : works) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return work.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void e30_of_an_answer_and_a_giving_up_at_the_same_moment_exactly_one_wins() throws Exception {
        for (var i = 0; i < 60; i++) {
            var key = "a/" + i;
            world.dialled(key);

            var gaveUp = together(List.<Callable<Boolean>>of(
                            () -> world.calls().giveUp(key, CallCause.NO_ANSWER),
                            () -> !world.told(key, CallNews.Kind.ANSWERED, null)))
                    .get(0);

            var call = world.call(key);
            assertThat(call.state()).isEqualTo(gaveUp ? CallState.ENDED : CallState.ANSWERED);
            assertThat(world.outcome(key + "/ANSWERED")).isEqualTo(gaveUp ? "LATE" : "APPLIED");
            assertThat(world.events.stream()
                            .filter(event -> event instanceof CallChanged changed
                                    && changed.call().key().equals(key)
                                    && changed.before() == CallState.RINGING))
                    .hasSize(1);
        }
    }

    @Test
    void five_hundred_orders_are_dialled_once_by_relays_of_four_nodes() throws Exception {
        for (var i = 0; i < 500; i++) {
            world.calls().order(new CallOrder("a/" + i, "olga", "+7916" + (1_000_000 + i), null, RING));
        }
        var works = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < 4; i++) {
            var relay = world.anotherRelay();
            works.add(() -> {
                relay.work();
                return true;
            });
        }
        together(works);

        // The simulated network refuses a call that it is asked for twice: that one would be in doubt.
        assertThat(world.simulator().calls()).hasSize(50);
        assertThat(world.jdbc
                        .sql("select count(*) from simulated_call")
                        .query(Integer.class)
                        .single())
                .isEqualTo(500);
        assertThat(world.jdbc
                        .sql("select count(*) from phone_call where state = 'RINGING'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(500);
    }

    @Test
    void five_hundred_rings_end_by_event_and_late_answers_leave_no_call_behind() throws Exception {
        world.simulator().script(call -> switch ((int) (call.id() % 5)) {
            case 0 -> new Reaction(Does.ANSWERS, Duration.ofSeconds(7));
            case 1 -> new Reaction(Does.IS_BUSY, Duration.ofSeconds(1));
            case 2 -> new Reaction(Does.ANSWERS, RING.plusMillis(100));
            case 3 -> new Reaction(Does.DECLINES, Duration.ofSeconds(3));
            default -> Reaction.NONE;
        });
        for (var i = 0; i < 500; i++) {
            world.calls().order(new CallOrder("a/" + i, "olga", "+7916" + (1_000_000 + i), null, RING));
        }
        world.relay().work();
        for (var second = 0; second < 25; second++) {
            world.now.updateAndGet(before -> before.plusSeconds(1));
            // Two nodes sweep at once.
            together(List.<Callable<Boolean>>of(
                    () -> {
                        world.simulator().sweep();
                        return true;
                    },
                    () -> {
                        world.simulator().sweep();
                        return true;
                    }));
        }
        world.relay().work();

        assertThat(world.jdbc
                        .sql("select state || ' ' || cause || ' ' || count(*) from phone_call group by state, cause")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "ANSWERED ANSWERED 100", "ENDED BUSY 100", "ENDED DECLINED 100", "ENDED NO_ANSWER 200");
        assertThat(world.jdbc
                        .sql("select count(*) from call_event where outcome = 'LATE'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(100);
        assertThat(world.jdbc
                        .sql("select count(*) from simulated_call")
                        .query(Integer.class)
                        .single())
                .isEqualTo(100);
    }

    @Test
    void the_same_event_from_two_nodes_is_stored_once() throws Exception {
        world.dialled("a/1");

        assertThat(together(List.<Callable<Boolean>>of(
                        () -> world.told("a/1", CallNews.Kind.ANSWERED, null),
                        () -> world.told("a/1", CallNews.Kind.ANSWERED, null))))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void the_same_wish_of_two_nodes_is_one_call() throws Exception {
        var calls = together(List.<Callable<PhoneCall>>of(() -> world.order("a/1"), () -> world.order("a/1")));

        assertThat(calls.get(0).id()).isEqualTo(calls.get(1).id());
        assertThat(world.calls().ofNumbers(List.of(CLIENT), 10)).hasSize(1);
    }
}
