package otklik.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.kernel.Money;
import otklik.kernel.Refusal;

/** Two people give the same name to two products at the same moment: neither sees the other's, and the database decides. */
final class NameRace {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private NameRace() {}

    static Products.Draft draft(String name) {
        return new Products.Draft(name, Money.of("100"), VatRate.NONE);
    }

    /** @param waiting counts the sessions that wait for another one */
    static void assertThatOneWins(NodeOfTest node, String waiting) throws InterruptedException {
        var products = node.bean(Products.class);
        var added = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var first =
                CompletableFuture.runAsync(() -> new TransactionTemplate(node.bean(PlatformTransactionManager.class))
                        .executeWithoutResult(status -> {
                            products.add(draft("Evening course"));
                            added.countDown();
                            awaitQuietly(mayCommit);
                        }));
        assertThat(added.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        var second = CompletableFuture.supplyAsync(() -> products.add(draft("EVENING COURSE")));
        await().atMost(PATIENCE)
                .until(() -> node.bean(JdbcClient.class)
                                .sql(waiting)
                                .query(Long.class)
                                .single()
                        > 0);
        mayCommit.countDown();

        first.join();
        assertThatThrownBy(second::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("products.nameTaken"));
        assertThat(products.list("evening course", true, 0, 10))
                .extracting(ProductCard::name)
                .containsExactly("Evening course");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
