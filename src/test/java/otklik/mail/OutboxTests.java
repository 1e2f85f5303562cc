package otklik.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import otklik.engine.Attempts;
import otklik.kernel.Database;
import otklik.kernel.Signals;
import otklik.mail.OutgoingLetter.State;

class OutboxTests {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private LetterTransport wire = letter -> sent.add(letter.letter().number());
    private MailWorld world = world(Map.of());

    private MailWorld world(Map<String, String> settings) {
        return MailWorld.on(Database.H2, settings, letter -> wire.send(letter));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void restart(Map<String, String> settings) {
        world.close();
        world = world(settings);
    }

    @Test
    void a_posted_letter_waits_in_the_queue_under_its_number() {
        var letter = world.post("R-17/answer/42");

        assertThat(letter.number()).isEqualTo("L-1");
        assertThat(letter.state()).isEqualTo(State.QUEUED);
        assertThat(letter.text()).contains("🙂");
        assertThat(world.outbox().byNumbers(List.of("L-1", "L-99"))).containsOnlyKeys("L-1");
    }

    @Test
    void the_same_key_gives_the_first_letter_again() {
        var first = world.post("R-17/answer/42");
        var again = world.post("R-17/answer/42");

        assertThat(again).isEqualTo(first);
        assertThat(world.jdbc
                        .sql("select count(*) from outgoing_letter")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void the_message_id_follows_from_the_key_and_the_company_address() {
        var one = world.post("R-17/answer/42");
        var other = world.post("R-17/answer/43");

        assertThat(one.messageId()).matches("<[0-9a-f]{32}@otklik\\.example>").isNotEqualTo(other.messageId());
    }

    @Test
    void a_letter_of_a_transaction_that_is_rolled_back_is_never_sent() {
        assertThatThrownBy(() -> world.transaction.execute(status -> {
                    world.outbox().post(MailWorld.draft("R-17/answer/42"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        world.relay().sweep();

        assertThat(sent).isEmpty();
    }

    @Test
    void nothing_in_a_draft_can_add_a_header() {
        var draft = new LetterDraft(
                "mail",
                "k",
                "R-1",
                null,
                "Anna\r\nBcc: a@b",
                "x@y.example\r\nBcc: a@b",
                "I\nI",
                "Hi\r\nBcc: c@d\u2028",
                "text",
                null,
                List.of(),
                true);

        var letter = world.outbox().post(draft);

        assertThat(letter.subject()).isEqualTo("Hi Bcc: c@d");
        assertThat(letter.to()).doesNotContain("\r", "\n");
    }

    @Test
    void a_sent_letter_is_marked_told_and_published() {
        var letter = world.post("R-17/answer/42");

        world.relay().sweep();
        world.relay().sweep();

        assertThat(sent).containsExactly(letter.number());
        assertThat(world.letter("L-1").state()).isEqualTo(State.SENT);
        assertThat(world.letter("L-1").sentAt()).isNotNull();
        verify(world.history)
                .tell(argThat(change ->
                        change.kind().equals("letterSent") && change.caseKey().equals("R-17")));
        assertThat(world.events).singleElement().isInstanceOfSatisfying(LetterStateChanged.class, change -> assertThat(
                        change.letter().state())
                .isEqualTo(State.SENT));
        verify(world.process, never()).start(any());
    }

    @Test
    void a_commit_wakes_the_relay_of_this_node_at_once() {
        var bell = new RelayBell(world.relay());
        bell.start();
        var beans = new StaticListableBeanFactory();
        beans.addBean("bell", bell);
        ObjectProvider<RelayBell> provider = beans.getBeanProvider(RelayBell.class);
        var outbox = new Outbox(
                world.bean(OutgoingLetters.class),
                world.bean(LetterStates.class),
                world.bean(Attempts.class),
                provider,
                world.settings);

        world.transaction.executeWithoutResult(status -> {
            outbox.post(MailWorld.draft("R-17/answer/42"));
            assertThat(sent).isEmpty();
        });

        await().untilAsserted(() -> assertThat(sent).containsExactly("L-1"));
        bell.stop();
        assertThat(bell.isRunning()).isFalse();
    }

    @Test
    void a_letter_that_the_server_did_not_take_is_tried_again_and_fails_in_the_end() {
        wire = letter -> {
            sent.add(letter.letter().number());
            throw new LetterTransport.NotTaken("451 try later", false, new MessagingException());
        };
        world.post("R-17/answer/42");

        await().untilAsserted(() -> {
            world.relay().sweep();
            assertThat(world.letter("L-1").state()).isEqualTo(State.FAILED);
        });

        assertThat(sent).hasSize(3);
        assertThat(world.letter("L-1").attempts()).isEqualTo(3);
        assertThat(world.letter("L-1").lastError()).isEqualTo("451 try later");
        verify(world.process, times(1)).start(any());
    }

    @Test
    void e64_a_letter_that_may_not_go_any_more_when_its_turn_comes_is_withheld_with_the_reason() {
        var letter = world.post("K-12/offer");
        var free = world.post("K-13/offer");
        world.guard = asked -> asked.key().startsWith("K-12") ? Optional.of("opted out") : Optional.empty();

        world.relay().sweep();

        assertThat(sent).containsExactly(free.number());
        var withheld = world.letter(letter.number());
        assertThat(withheld.state()).isEqualTo(State.WITHHELD);
        assertThat(withheld.lastError()).isEqualTo("opted out");
        assertThat(world.events)
                .contains(new LetterStateChanged(withheld), new LetterStateChanged(world.letter(free.number())));
        verify(world.process, never()).start(any());
    }

    @Test
    void a_letter_waits_while_nobody_can_say_whether_it_may_go() {
        var letter = world.post("K-12/offer");
        world.guard = asked -> {
            throw new IllegalStateException("no database");
        };
        world.relay().sweep();
        var waiting = world.letter(letter.number());
        world.guard = asked -> Optional.empty();

        await().untilAsserted(() -> {
            world.relay().sweep();
            assertThat(sent).containsExactly(letter.number());
        });

        assertThat(waiting.state()).isEqualTo(State.QUEUED);
        assertThat(waiting.attempts()).isEqualTo(1);
    }

    @Test
    void topic_html_and_further_headers_come_to_the_transport_and_no_value_can_add_a_header() {
        var posted = new CopyOnWriteArrayList<PostedLetter>();
        wire = posted::add;
        var plain = MailWorld.draft("B-1/K-12/a@b.ru");
        world.transaction.executeWithoutResult(status -> world.outbox()
                .post(new LetterDraft(
                        plain.channel(),
                        plain.key(),
                        plain.caseKey(),
                        plain.author(),
                        plain.fromName(),
                        plain.to(),
                        plain.toName(),
                        plain.subject(),
                        plain.text(),
                        null,
                        List.of(),
                        true,
                        "seminars",
                        "<p>Hello</p>",
                        Map.of("List-Unsubscribe", "<https://a.example/u/1>\r\nBcc: all@b.ru"),
                        false)));

        world.relay().sweep();

        assertThat(posted).singleElement().satisfies(letter -> {
            assertThat(letter.letter().topic()).isEqualTo("seminars");
            assertThat(letter.letter().automatic()).isTrue();
            assertThat(letter.html()).isEqualTo("<p>Hello</p>");
            assertThat(letter.headers())
                    .containsOnly(Map.entry("List-Unsubscribe", "<https://a.example/u/1> Bcc: all@b.ru"));
        });
    }

    @Test
    void a_letter_whose_module_deals_with_it_itself_makes_no_work_for_a_person() {
        wire = letter -> {
            throw new LetterTransport.NotTaken("550 no such user", true, new MessagingException());
        };
        world.post(MailWorld.OWNED + "1");

        world.relay().sweep();

        assertThat(world.letter("L-1").state()).isEqualTo(State.FAILED);
        assertThat(world.events).hasSize(1);
        verify(world.process, never()).start(any());
    }

    @Test
    void the_text_of_a_letter_can_be_forgotten_only_after_it_was_tried() {
        world.post(MailWorld.OWNED + "1");

        world.outbox().forgetText("L-1", "…");
        assertThat(world.letter("L-1").text()).contains("Здравствуйте");
        world.relay().sweep();
        world.outbox().forgetText("L-1", "…");

        assertThat(world.letter("L-1").text()).isEqualTo("…");
    }

    @Test
    void a_letter_that_the_server_refuses_for_good_fails_at_once() {
        wire = letter -> {
            throw new LetterTransport.NotTaken("550 no such user", true, new MessagingException());
        };
        world.post("R-17/answer/42");
        world.relay().sweep();

        assertThat(world.outbox().problems(10)).singleElement().satisfies(letter -> {
            assertThat(letter.state()).isEqualTo(State.FAILED);
            assertThat(letter.attempts()).isEqualTo(1);
        });
        verify(world.process)
                .start(argThat(letter ->
                        letter.number().equals("L-1") && letter.author().equals("anna")));
        verify(world.history).tell(argThat(change -> change.kind().equals("letterFailed")));
        verify(world.signals).say(Signals.HEALTH);
    }

    @Test
    void of_mailings_only_letters_in_doubt_are_problems() {
        wire = letter -> {
            if (letter.letter().key().endsWith("wrong")) {
                throw new LetterTransport.NotTaken("550 no such user", true, new MessagingException());
            }
            throw new MessagingException("the wire broke while the server was to confirm");
        };
        world.post("R-17/answer/wrong");
        post(mailing("B-1/K-1/wrong"));
        post(mailing("B-1/K-2/doubt"));
        world.relay().sweep();

        assertThat(world.outbox().problems(10))
                .extracting(OutgoingLetter::number)
                .containsExactly("L-3", "L-1");
    }

    @Test
    void a_letter_whose_recipient_was_deleted_does_not_bounce() {
        world.post("R-17/answer/42");
        world.relay().sweep();
        world.jdbc.sql("update outgoing_letter set to_address = ''").update();

        var isBounced = world.bean(LetterStates.class).bounced(world.letter("L-1"), "client@example.org 5.1.1");

        assertThat(isBounced).isFalse();
        assertThat(world.letter("L-1").state()).isEqualTo(State.SENT);
        assertThat(world.letter("L-1").lastError()).isNull();
    }

    private void post(LetterDraft draft) {
        world.transaction.executeWithoutResult(status -> world.outbox().post(draft));
    }

    private static LetterDraft mailing(String key) {
        var plain = MailWorld.draft(key);
        return new LetterDraft(
                plain.channel(),
                plain.key(),
                plain.caseKey(),
                plain.author(),
                plain.fromName(),
                plain.to(),
                plain.toName(),
                plain.subject(),
                plain.text(),
                null,
                List.of(),
                true,
                "seminars",
                null,
                Map.of(),
                false);
    }

    @Test
    void a_letter_of_which_nobody_knows_whether_it_was_taken_is_in_doubt_and_not_sent_again() {
        wire = letter -> {
            sent.add(letter.letter().number());
            throw new MessagingException("the wire broke while the server was to confirm");
        };
        world.post("R-17/answer/42");
        world.relay().sweep();
        world.relay().sweep();

        assertThat(sent).hasSize(1);
        assertThat(world.letter("L-1").state()).isEqualTo(State.IN_DOUBT);
        verify(world.process, times(1)).start(any());
    }

    @Test
    void a_crash_between_sending_and_marking_leaves_the_letter_in_doubt_when_its_lease_runs_out() {
        restart(Map.of("otklik.mail.send-lease", "PT0.1S"));
        wire = letter -> {
            sent.add(letter.letter().number());
            throw new OutOfMemoryError("the node dies here");
        };
        world.post("R-17/answer/42");
        assertThatThrownBy(() -> world.relay().sendDue()).isInstanceOf(OutOfMemoryError.class);
        assertThat(world.letter("L-1").state()).isEqualTo(State.SENDING);

        await().untilAsserted(() -> {
            world.relay().sweep();
            assertThat(world.letter("L-1").state()).isEqualTo(State.IN_DOUBT);
        });

        assertThat(sent).hasSize(1);
        verify(world.history).tell(argThat(change -> change.kind().equals("letterInDoubt")));
        verify(world.process, times(1)).start(any());
    }

    @Test
    void what_a_dead_relay_has_claimed_but_not_begun_goes_out_without_a_question() {
        restart(Map.of("otklik.mail.send-lease", "PT0.1S"));
        world.post("R-17/answer/1");
        world.post("R-17/answer/2");
        var healthy = wire;
        wire = letter -> {
            throw new OutOfMemoryError("the node dies at the first");
        };
        assertThatThrownBy(() -> world.relay().sendDue()).isInstanceOf(OutOfMemoryError.class);
        wire = healthy;

        await().untilAsserted(() -> {
            world.relay().sweep();
            assertThat(world.letter("L-2").state()).isEqualTo(State.SENT);
        });

        assertThat(world.letter("L-1").state()).isEqualTo(State.IN_DOUBT);
        assertThat(sent).containsExactly("L-2");
    }

    @Test
    void a_listener_that_refuses_the_mark_does_not_stop_the_other_letters() {
        world.post("R-17/answer/1");
        world.post("R-17/answer/2");
        world.listener = event -> {
            if (event instanceof LetterStateChanged change
                    && change.letter().number().equals("L-1")) {
                throw new IllegalStateException("no");
            }
        };

        world.relay().sweep();

        assertThat(world.letter("L-1").state()).isEqualTo(State.SENDING);
        assertThat(world.letter("L-2").state()).isEqualTo(State.SENT);
    }

    @Test
    void a_person_may_send_an_undelivered_letter_again_to_a_corrected_address() {
        failAll("L-1");
        world.outbox().resend("L-1", " new@example.org ");
        assertThat(world.letter("L-1"))
                .extracting(OutgoingLetter::state, OutgoingLetter::to, OutgoingLetter::attempts)
                .containsExactly(State.QUEUED, "new@example.org", 0);

        wire = letter -> sent.add(letter.letter().to());
        world.relay().sweep();

        assertThat(sent).containsExactly("new@example.org");
    }

    @Test
    void a_person_may_confirm_or_abandon_an_undelivered_letter_and_a_repeat_changes_nothing() {
        failAll("L-1", "L-2");
        world.outbox().confirm("L-1");
        world.outbox().confirm("L-1");
        world.outbox().resend("L-1", null);
        world.outbox().abandon("L-2");

        assertThat(Stream.of("L-1", "L-2").map(number -> world.letter(number).state()))
                .containsExactly(State.SENT, State.ABANDONED);
        verify(world.history, times(1)).tell(argThat(change -> change.kind().equals("letterConfirmed")));
        verify(world.history, times(1)).tell(argThat(change -> change.kind().equals("letterAbandoned")));
        assertThatThrownBy(() -> world.outbox().confirm("L-99")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_letter_in_doubt_that_bounces_is_still_one_piece_of_work() {
        wire = letter -> {
            throw new MessagingException("unknown");
        };
        world.post("R-17/answer/42");
        world.relay().sweep();

        var bounced = world.bean(LetterStates.class).bounced(world.letter("L-1"), "550 5.1.1 unknown");

        assertThat(bounced).isTrue();
        assertThat(world.letter("L-1").state()).isEqualTo(State.BOUNCED);
        verify(world.process, times(1)).start(any());
    }

    @Test
    void a_stopped_relay_gives_back_what_it_has_not_begun() {
        world.post("R-17/answer/1");
        world.post("R-17/answer/2");
        wire = letter -> {
            sent.add(letter.letter().number());
            world.relay().stop();
        };

        world.relay().sendDue();

        assertThat(sent).containsExactly("L-1");
        assertThat(world.letter("L-2").state()).isEqualTo(State.QUEUED);
        assertThat(Optional.ofNullable(world.jdbc
                        .sql("select lease_token from outgoing_letter where id = 2")
                        .query((row, number) -> row.getString(1))
                        .list()
                        .get(0)))
                .isEmpty();
    }

    private void failAll(String... numbers) {
        var healthy = wire;
        wire = letter -> {
            throw new LetterTransport.NotTaken("550 no such user", true, new MessagingException());
        };
        for (var number : numbers) {
            world.post("R-17/" + number);
        }
        world.relay().sweep();
        wire = healthy;
    }
}
