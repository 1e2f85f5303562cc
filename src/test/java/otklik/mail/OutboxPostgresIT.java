package otklik.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import otklik.kernel.Database;
import otklik.mail.OutgoingLetter.State;

class OutboxPostgresIT {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final LetterTransport wire = letter -> sent.add(letter.letter().number());

    private MailWorld world(Map<String, String> settings) {
        return MailWorld.on(Database.POSTGRESQL, settings, wire);
    }

    @Test
    void two_relays_at_once_send_each_letter_exactly_once() {
        try (var world = world(Map.of())) {
            world.transaction.executeWithoutResult(status ->
                    IntStream.range(0, 300).forEach(i -> world.outbox().post(MailWorld.draft("C-12/company/" + i))));

            var relays = Stream.of(world.relay(wire), world.relay(wire))
                    .map(relay -> CompletableFuture.runAsync(() -> {
                        do {
                            relay.sweep();
                        } while (sent.size() < 300);
                    }))
                    .toList();
            relays.forEach(CompletableFuture::join);

            assertThat(sent).hasSize(300).doesNotHaveDuplicates();
            assertThat(world.jdbc
                            .sql("select count(*) from outgoing_letter where state = 'SENT' and lease_token is null")
                            .query(Long.class)
                            .single())
                    .isEqualTo(300);
        }
    }

    @Test
    void two_transactions_that_post_the_same_letter_both_commit_and_one_letter_goes_out() throws Exception {
        try (var world = world(Map.of())) {
            var posted = new CountDownLatch(1);
            var mayCommit = new CountDownLatch(1);
            var first = CompletableFuture.supplyAsync(() -> world.transaction.execute(status -> {
                var letter = world.outbox().post(MailWorld.draft("R-17/answer/42"));
                posted.countDown();
                awaitQuietly(mayCommit);
                return letter;
            }));
            assertThat(posted.await(10, TimeUnit.SECONDS)).isTrue();
            var second = CompletableFuture.supplyAsync(() -> world.transaction.execute(status -> {
                var letter = world.outbox().post(MailWorld.draft("R-17/answer/42"));
                // The transaction is still usable: the repeat has not poisoned it.
                world.outbox().post(MailWorld.draft("R-17/answer/43"));
                return letter;
            }));
            await().until(() -> world.jdbc
                            .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                            .query(Long.class)
                            .single()
                    > 0);
            mayCommit.countDown();

            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first.get(10, TimeUnit.SECONDS));
            world.relay().sweep();
            assertThat(sent).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_crash_between_sending_and_marking_leaves_the_letter_in_doubt_and_it_is_not_sent_again() {
        try (var world = world(Map.of("otklik.mail.send-lease", "PT0.2S"))) {
            var letter = world.post("R-17/answer/42");
            var dying = world.relay(posted -> {
                wire.send(posted);
                throw new OutOfMemoryError("the node dies here");
            });
            assertThatThrownBy(dying::sendDue).isInstanceOf(OutOfMemoryError.class);

            await().untilAsserted(() -> {
                world.relay().sweep();
                assertThat(world.letter(letter.number()).state()).isEqualTo(State.IN_DOUBT);
            });
            world.relay().sweep();

            assertThat(sent).hasSize(1);
            verify(world.process, times(1)).start(any());
        }
    }

    @Test
    void a_relay_that_was_slower_than_its_lease_cannot_mark_what_it_has_lost() {
        try (var world = world(Map.of("otklik.mail.send-lease", "PT0.2S"))) {
            var letter = world.post("R-17/answer/42");
            var slow = world.relay(posted -> {
                wire.send(posted);
                await().untilAsserted(() -> {
                    world.relay().sweep();
                    assertThat(world.letter(letter.number()).state()).isEqualTo(State.IN_DOUBT);
                });
            });

            slow.sendDue();

            assertThat(sent).hasSize(1);
            assertThat(world.letter(letter.number()).state()).isEqualTo(State.IN_DOUBT);
        }
    }

    @Test
    void a_failed_attempt_waits_for_its_pause_by_the_clock_of_the_database() {
        try (var world = world(Map.of("otklik.mail.retry-after", "PT1H"))) {
            var letter = world.post("R-17/answer/42");
            world.relay(posted -> {
                        throw new LetterTransport.NotTaken("421", false, new jakarta.mail.MessagingException());
                    })
                    .sweep();
            world.relay().sweep();

            assertThat(sent).isEmpty();
            assertThat(world.letter(letter.number()).attempts()).isEqualTo(1);
            world.jdbc
                    .sql("update outgoing_letter set next_attempt_at = next_attempt_at - interval '1' hour")
                    .update();
            world.relay().sweep();
            assertThat(sent).containsExactly(letter.number());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
