package otklik.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.batches.Batch.State;
import otklik.batches.BatchRow.RowState;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.notices.Notices;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;

/** One act on many records: on both databases. */
abstract class BatchRules {
    private static final Duration SOON = Duration.ofSeconds(20);

    abstract NodeOfTest node();

    private Batches batches() {
        return node().bean(Batches.class);
    }

    private Marking kind() {
        return node().bean(Marking.class);
    }

    @BeforeEach
    void hire() {
        var jdbc = node().bean(JdbcClient.class);
        jdbc.sql("create table if not exists mark (batch bigint, place integer, who varchar(64))")
                .update();
        if (node().bean(Employees.class).byLogin("boris").isEmpty()) {
            for (var login : List.of("boris", "vera")) {
                node().bean(Employees.class)
                        .add(
                                login,
                                login,
                                login + "@otklik.example",
                                "secret123",
                                Set.of(Role.MANAGER),
                                Locale.ENGLISH);
            }
        }
        kind().trouble.set(row -> {});
        kind().finding.set(place -> {});
    }

    @Test
    void e72_rowThatFailsDoesNotStopTheOthersAndSaysWhy() {
        kind().trouble.set(row -> {
            if (row.place() == 3) {
                throw new Refusal("batches.notYours");
            }
            if (row.place() == 5) {
                throw new IllegalStateException("broken");
            }
        });

        var id = startAs("boris", 250);

        awaitState(id, State.DONE);
        assertThat(countsOf(id)).containsExactlyInAnyOrderEntriesOf(Map.of(RowState.DONE, 248, RowState.FAILED, 2));
        assertThat(asBoris(() -> batches().rows(id, RowState.FAILED, 0, 10)))
                .extracting(BatchRow::note)
                .satisfiesExactly(
                        refused -> assertThat(refused).startsWith("Only the person who started"),
                        broken -> assertThat(broken).contains("IllegalStateException"));
        assertThat(marks(id)).hasSize(248).doesNotHaveDuplicates();
    }

    @Test
    void batchWorksInTheNameOfWhoStartedItAndTellsHimItsEnd() {
        var id = startAs("boris", 3);

        awaitState(id, State.DONE);
        assertThat(node().bean(JdbcClient.class)
                        .sql("select distinct who from mark where batch = ?")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly("boris");
        assertThat(asBoris(() -> node().bean(Notices.class).mine()))
                .anyMatch(notice -> notice.path().equals("batches/" + id));
    }

    @Test
    void e72_runThatDiesIsGoneOnWithAndNoRowIsDoneTwice() {
        var died = new AtomicBoolean();
        kind().trouble.set(row -> {
            if (row.place() == 120 && died.compareAndSet(false, true)) {
                throw new Dying();
            }
        });

        var id = startAs("boris", 200);

        // The scheduler begins it again by itself.
        awaitState(id, State.DONE);
        assertThat(died).isTrue();
        assertThat(countsOf(id)).containsExactly(Map.entry(RowState.DONE, 200));
        assertThat(marks(id)).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void twoRunsOfOneBatchShareItsRows() {
        var held = new AtomicBoolean(true);
        kind().trouble.set(row -> {
            if (held.get()) {
                throw new Dying();
            }
        });
        var id = startAs("boris", 300);
        await().atMost(SOON)
                .until(() -> asBoris(() -> batches().find(id).orElseThrow().total()) == 300);
        held.set(false);

        var runner = node().bean(BatchRunner.class);
        var one = CompletableFuture.runAsync(() -> runner.run(id, () -> false));
        var other = CompletableFuture.runAsync(() -> runner.run(id, () -> false));
        CompletableFuture.allOf(one, other).join();

        awaitState(id, State.DONE);
        assertThat(marks(id)).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void whatWasDoneIsTakenBack() {
        var id = startAs("boris", 150);
        awaitState(id, State.DONE);

        CurrentUser.actAs("boris", () -> batches().undo(id));

        awaitState(id, State.UNDONE);
        assertThat(marks(id)).isEmpty();
        assertThat(countsOf(id)).containsExactly(Map.entry(RowState.UNDONE, 150));
    }

    @Test
    void stoppedBatchLeavesTheRestAndGoesOnWhenAsked() {
        var stopper = new AtomicReference<Runnable>(() -> {});
        kind().trouble.set(row -> {
            if (row.place() == 100) {
                stopper.get().run();
            }
        });
        stopper.set(() -> CompletableFuture.runAsync(() -> {
            var id = lastBatch();
            CurrentUser.actAs("boris", () -> batches().stop(id));
        }));
        var id = startAs("boris", 1000);

        awaitState(id, State.STOPPED);
        assertThat(marks(id)).hasSizeBetween(100, 999).hasSameSizeAs(asBoris(() -> batches()
                .rows(id, RowState.DONE, 0, 1000)));
        stopper.set(() -> {});
        CurrentUser.actAs("boris", () -> batches().resume(id));

        awaitState(id, State.DONE);
        assertThat(marks(id)).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void whoStopsWaitsForTheRowInHandAndWhatIsTakenBackThenIsAllThatWasDone() throws Exception {
        var inHand = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        kind().trouble.set(row -> {
            if (row.place() == 5) {
                inHand.countDown();
                waitFor(goOn);
            }
        });
        var id = startAs("boris", 50);
        waitFor(inHand);

        var stopped = CompletableFuture.runAsync(
                () -> CurrentUser.actAs("boris", () -> batches().stop(id)));
        await().until(() -> batches().isBeingStopped(id));
        assertThatThrownBy(() -> stopped.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        goOn.countDown();
        stopped.join();
        CurrentUser.actAs("boris", () -> batches().undo(id));

        awaitState(id, State.UNDONE);
        assertThat(marks(id)).isEmpty();
        assertThat(countsOf(id)).containsOnlyKeys(RowState.UNDONE, RowState.WAITING);
    }

    @Test
    void whoStopsWhileTheRecordsAreBeingFoundDoesNotWaitUntilAllAreFound() {
        var searching = new CountDownLatch(1);
        var found = new AtomicInteger();
        kind().finding.set(place -> {
            found.set(place);
            if (place == 600) {
                searching.countDown();
                await().atMost(SOON).until(() -> batches().isBeingStopped(lastBatch()));
            }
        });
        var id = startAs("boris", 5000);
        waitFor(searching);

        CurrentUser.actAs("boris", () -> batches().stop(id));

        var stopped = asBoris(() -> batches().find(id).orElseThrow());
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.failure()).isNull();
        assertThat(found.get()).isLessThan(2000);
        assertThat(countsOf(id)).isEmpty();
        assertThat(asBoris(() -> node().bean(Notices.class).mine()))
                .noneMatch(notice -> notice.path().equals("batches/" + id));
        kind().finding.set(place -> {});
        CurrentUser.actAs("boris", () -> batches().resume(id));

        awaitState(id, State.DONE);
        assertThat(marks(id)).hasSize(5000).doesNotHaveDuplicates();
    }

    @Test
    void rowsThatFailedAreTriedAgainAndNoOthers() {
        kind().trouble.set(row -> {
            if (row.place() % 2 == 0) {
                throw new Refusal("batches.notYours");
            }
        });
        var id = startAs("boris", 10);
        awaitState(id, State.DONE);
        kind().trouble.set(row -> {});

        CurrentUser.actAs("boris", () -> batches().retry(id));

        awaitState(id, State.DONE);
        assertThat(countsOf(id)).containsExactly(Map.entry(RowState.DONE, 10));
        assertThat(marks(id)).hasSize(10).doesNotHaveDuplicates();
        assertThat(asBoris(() -> batches().canRetry(batches().find(id).orElseThrow())))
                .isFalse();
    }

    @Test
    void e72_moreRecordsThanWereConfirmedAreConfirmedAgainBeforeAnyIsTouched() {
        var id = as("boris", () -> batches().start(kind(), "Mark", "700", 3).id());

        awaitState(id, State.FAILED);
        var failed = asBoris(() -> batches().find(id).orElseThrow());
        assertThat(failed.failure()).contains("700", "3");
        assertThat(failed.found()).isEqualTo(700);
        assertThat(marks(id)).isEmpty();
        CurrentUser.actAs("boris", () -> batches().beginAnew(id, 700));

        awaitState(id, State.DONE);
        assertThat(marks(id)).hasSize(700);
    }

    @Test
    void batchWhoseRecordsCannotBeFoundFailsWithItsReason() {
        var id = startAs("boris", -1);

        awaitState(id, State.FAILED);
        assertThat(asBoris(() -> batches().find(id).orElseThrow().failure())).contains("IllegalArgumentException");
    }

    @Test
    void aBatchWakesTheCornerOfWhoBeganItAndNobodyElses() {
        Set<String> topics = ConcurrentHashMap.newKeySet();
        var deaf = node().bean(Signals.class).listen(topics::add);
        try {
            awaitState(startAs("boris", 3), State.DONE);
            await().until(() -> topics.contains(Batches.topicOf("boris")));
        } finally {
            deaf.run();
        }

        assertThat(topics).contains(Batches.TOPIC).doesNotContain(Batches.topicOf("vera"));
    }

    @Test
    void anothersBatchIsNeitherSeenNorSteered() {
        var id = startAs("boris", 2);
        awaitState(id, State.DONE);

        CurrentUser.actAs("vera", () -> {
            assertThat(batches().find(id)).isEmpty();
            assertThat(batches().rows(id, null, 0, 10)).isEmpty();
            assertThatThrownBy(() -> batches().undo(id)).isInstanceOf(Refusal.class);
        });
    }

    private long lastBatch() {
        return node().bean(JdbcClient.class)
                .sql("select max(id) from batch")
                .query(Long.class)
                .single();
    }

    private long startAs(String login, int rows) {
        return as(login, () -> batches()
                .start(kind(), "Mark " + rows, String.valueOf(rows), Math.max(0, rows))
                .id());
    }

    private void awaitState(long id, State state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        asBoris(() -> batches().find(id).orElseThrow().state()))
                .isEqualTo(state));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Map<RowState, Integer> countsOf(long id) {
        return asBoris(() -> batches().counts(id));
    }

    private List<Integer> marks(long id) {
        return node().bean(JdbcClient.class)
                .sql("select place from mark where batch = ?")
                .param(id)
                .query(Integer.class)
                .list();
    }

    private static <T> T asBoris(Supplier<T> question) {
        return as("boris", question);
    }

    private static <T> T as(String login, Supplier<T> question) {
        var answer = new AtomicReference<T>();
        CurrentUser.actAs(login, () -> answer.set(question.get()));
        return answer.get();
    }

    /** What kills a node in the middle of a row. */
    static final class Dying extends Error {}

    /** Marks as many rows as its settings say; a negative number cannot be found. */
    static final class Marking implements BatchKind {
        private final JdbcClient jdbc;
        final AtomicReference<Consumer<BatchRow>> trouble = new AtomicReference<>(row -> {});
        /** Told each place that is found. */
        final AtomicReference<IntConsumer> finding = new AtomicReference<>(place -> {});

        Marking(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String key() {
            return "marking";
        }

        @Override
        public String title() {
            return "batches.title";
        }

        @Override
        public void collect(Batch batch, Consumer<NewRow> rows) {
            int count = Integer.parseInt(batch.settings());
            if (count < 0) {
                throw new IllegalArgumentException("Nothing to be found");
            }
            for (int row = 1; row <= count; row++) {
                finding.get().accept(row);
                rows.accept(new NewRow(null, "row " + row, null));
            }
        }

        @Override
        public Result work(Batch batch, BatchRow row) {
            jdbc.sql("insert into mark (batch, place, who) values (?, ?, ?)")
                    .params(batch.id(), row.place(), CurrentUser.login().orElse(""))
                    .update();
            trouble.get().accept(row);
            return Result.done(null, "marked");
        }

        @Override
        public boolean canUndo(Batch batch) {
            return true;
        }

        @Override
        public Result undo(Batch batch, BatchRow row) {
            jdbc.sql("delete from mark where batch = ? and place = ?")
                    .params(batch.id(), row.place())
                    .update();
            return Result.DONE;
        }
    }

    /** Beans of the test. */
    static class Beans {
        @Bean
        Marking marking(JdbcClient jdbc) {
            return new Marking(jdbc);
        }
    }
}
