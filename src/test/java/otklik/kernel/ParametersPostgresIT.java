package otklik.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.PostgresServer;

/** Two nodes on one PostgreSQL: a setting that is changed on one is in force on the other, and two changes at once do not cross. */
class ParametersPostgresIT {
    private static NodeOfTest one;
    private static NodeOfTest other;

    @BeforeAll
    static void startBothNodes() {
        var database = PostgresServer.fresh("parameters").properties();
        one = NodeOfTest.start(database, "postgres");
        other = NodeOfTest.start(database, "postgres");
    }

    @AfterAll
    static void stopBothNodes() {
        one.close();
        other.close();
    }

    private static void set(NodeOfTest node, Parameter parameter, String text, long seen) {
        new TransactionTemplate(node.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> node.bean(Parameters.class).set(parameter, text, seen, "admin"));
    }

    private static Duration lease(NodeOfTest node) {
        return node.bean(Parameters.class).duration(Parameter.CLAIM_LEASE);
    }

    @Test
    void a_change_on_one_node_is_in_force_on_the_other_long_before_its_snapshot_is_old() {
        assertThat(lease(other)).isEqualTo(Duration.ofMinutes(10));

        set(one, Parameter.CLAIM_LEASE, "PT3M", 0);

        assertThat(lease(one)).isEqualTo(Duration.ofMinutes(3));
        await().atMost(Duration.ofSeconds(3)).until(() -> lease(other).equals(Duration.ofMinutes(3)));
    }

    @Test
    void a_change_whose_signal_is_lost_is_in_force_after_some_seconds() {
        other.bean(Parameters.class).money(Parameter.COMMISSION_FIXED);
        one.bean(JdbcClient.class)
                .sql("insert into company_parameter (name, setting, version) values ('commissionFixed', '250.00', 1)")
                .update();

        await().atMost(Duration.ofSeconds(7)).until(() -> other.bean(Parameters.class)
                .money(Parameter.COMMISSION_FIXED)
                .toPlainString()
                .equals("250.00"));
    }

    @Test
    void two_changes_that_do_not_go_together_are_never_both_made() {
        var together = new CyclicBarrier(2);
        var failures = Stream.of(
                        CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
                            together.await();
                            set(one, Parameter.CALL_WINDOW_FROM, "15:00", 0);
                        })),
                        CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
                            together.await();
                            set(other, Parameter.CALL_WINDOW_UNTIL, "12:00", 0);
                        })))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter(java.util.Objects::nonNull)
                .toList();

        assertThat(failures).singleElement().isInstanceOf(Refusal.class);
        assertThat(List.of(one, other)).allSatisfy(node -> assertThat(node.bean(Parameters.class)
                        .find(Parameter.CALL_WINDOW_FROM)
                        .changed())
                .isNotEqualTo(node.bean(Parameters.class)
                        .find(Parameter.CALL_WINDOW_UNTIL)
                        .changed()));
    }

    @Test
    void of_two_changes_of_the_same_setting_at_once_one_is_told() {
        var together = new CyclicBarrier(2);
        var failures = Stream.of("30", "40")
                .map(text -> CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
                    together.await();
                    set(text.equals("30") ? one : other, Parameter.MOST_ATTEMPTS, text, 0);
                })))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter(java.util.Objects::nonNull)
                .toList();

        assertThat(failures).singleElement().isInstanceOf(Parameters.Outdated.class);
    }
}
