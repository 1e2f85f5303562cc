package otklik.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otklik.telephony.TelephonyWorld.CLIENT;
import static otklik.telephony.TelephonyWorld.RING;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.kernel.Refusal;
import otklik.telephony.Simulator.Does;
import otklik.telephony.Simulator.Reaction;

class PhoneCallsTests {
    private TelephonyWorld world = new TelephonyWorld(null);

    @AfterEach
    void close() {
        world.close();
    }

    /** A provider that the test plays. */
    private static final class Played implements PhoneProvider {
        final List<String> dialled = new CopyOnWriteArrayList<>();
        final List<String> hungUp = new CopyOnWriteArrayList<>();

        @Nullable
        String reference;

        @Nullable
        String name;

        @Nullable
        Exception failure;

        boolean endsRinging = true;

        Runnable meanwhile = () -> {};

        @Override
        public String key() {
            return "played";
        }

        @Override
        public List<Field> fields() {
            return List.of();
        }

        @Override
        public @Nullable String nameOf(PhoneCall call) {
            return name;
        }

        @Override
        public boolean endsRinging() {
            return endsRinging;
        }

        @Override
        public @Nullable String dial(Line line, PhoneCall call, Duration ring) throws Exception {
            dialled.add(call.key());
            meanwhile.run();
            if (failure != null) {
                throw failure;
            }
            return reference;
        }

        @Override
        public void hangUp(Line line, PhoneCall call, @Nullable String reference) {
            hungUp.add(call.key() + " " + reference);
        }

        @Override
        public Health health(Line line) {
            return Health.well("telephony.simulator.works");
        }
    }

    private Played played() {
        world.close();
        var played = new Played();
        world = new TelephonyWorld(null, played);
        return played;
    }

    private List<String> changes() {
        var changes = new ArrayList<String>();
        for (var event : world.events) {
            if (event instanceof CallChanged changed) {
                changes.add(changed.before() + ">" + changed.call().state());
            }
        }
        return changes;
    }

    @Test
    void an_order_is_dialled_once_and_the_answer_is_told_in_the_same_transaction() {
        world.simulator().teach(CLIENT, new Reaction(Does.ANSWERS, Duration.ofSeconds(5)));
        world.dialled("a/1");
        assertThat(world.order("a/1").state()).isEqualTo(CallState.RINGING);

        world.passes(Duration.ofSeconds(5));

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
        assertThat(changes()).containsExactly("ORDERED>DIALLING", "DIALLING>RINGING", "RINGING>ANSWERED");
        assertThat(world.simulator().calls()).hasSize(1);
    }

    @Test
    void a_call_of_a_transaction_that_is_rolled_back_is_never_dialled() {
        world.transaction.executeWithoutResult(status -> {
            world.order("a/1");
            status.setRollbackOnly();
        });
        world.relay().work();

        assertThat(world.calls().find("a/1")).isEmpty();
        assertThat(world.simulator().calls()).isEmpty();
    }

    @Test
    void ringing_ends_at_the_limit_by_an_event_of_the_network() {
        world.dialled("a/1");

        world.passes(RING.minusMillis(1));
        assertThat(world.call("a/1").state()).isEqualTo(CallState.RINGING);
        world.passes(Duration.ofMillis(1));

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.NO_ANSWER);
        assertThat(world.simulator().calls()).isEmpty();
    }

    @ParameterizedTest(name = "a client that {0} ends the call as {1}")
    @CsvSource({
        "IS_BUSY,         BUSY",
        "DECLINES,        DECLINED",
        "WRONG_NUMBER,    INVALID_NUMBER",
        "NO_LINE,         CONGESTION"
    })
    void e32_each_reason_is_an_outcome_of_its_own(Does does, CallCause cause) {
        world.simulator().teach(CLIENT, new Reaction(does, Duration.ofSeconds(1)));
        world.dialled("a/1");
        world.passes(Duration.ofSeconds(1));

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ENDED);
        assertThat(world.call("a/1").cause()).isEqualTo(cause);
    }

    @Test
    void e32_a_machine_is_an_answer_until_a_person_says_what_it_is() {
        world.simulator().teach(CLIENT, new Reaction(Does.MACHINE_ANSWERS, Duration.ofSeconds(1)));
        world.dialled("a/1");
        world.passes(Duration.ofSeconds(1));
        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);

        world.calls().machine("a/1");
        world.relay().work();

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.MACHINE);
        assertThat(world.simulator().calls()).isEmpty();
    }

    @Test
    void e30_an_answer_a_tenth_of_a_second_after_the_limit_is_hung_up_and_told() {
        world.simulator().teach(CLIENT, new Reaction(Does.ANSWERS, RING.plusMillis(100)));
        world.dialled("a/1");
        world.passes(RING);
        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.NO_ANSWER);

        world.passes(Duration.ofMillis(100));

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ENDED);
        assertThat(world.call("a/1").answeredAt()).isNull();
        assertThat(world.outcome("a/1/ANSWERED")).isEqualTo("LATE");
        assertThat(world.simulator().calls()).isEmpty();
        org.mockito.Mockito.verify(world.history).tell(org.mockito.ArgumentMatchers.argThat(change -> change.kind()
                .equals("callStray")));
    }

    @Test
    void e30_who_gives_up_after_the_answer_gives_nothing_up() {
        world.dialled("a/1");
        world.simulator().answer("a/1");

        assertThat(world.calls().giveUp("a/1", CallCause.NO_ANSWER)).isFalse();

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
        assertThat(world.simulator().calls()).hasSize(1);
    }

    @Test
    void e31_of_a_silent_provider_a_person_says_that_he_talks() {
        world.simulator().teach(CLIENT, new Reaction(Does.SILENT, Duration.ZERO));
        world.dialled("a/1");
        assertThat(world.call("a/1").state()).isEqualTo(CallState.DIALLING);

        world.calls().say("a/1", true);
        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
        world.calls().hangUp("a/1");

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.ANSWERED);
        assertThatThrownBy(() -> world.calls().say("a/1", true))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("telephony.isOver"));
    }

    @Test
    void e31_of_a_silent_provider_a_person_says_that_nobody_is_there() {
        world.simulator().teach(CLIENT, new Reaction(Does.SILENT, Duration.ZERO));
        world.dialled("a/1");

        world.calls().say("a/1", false);
        world.relay().work();

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.NO_ANSWER);
    }

    @Test
    void e31_nobody_waits_for_ever_for_a_provider_that_is_silent() {
        world.simulator().teach(CLIENT, new Reaction(Does.SILENT, Duration.ZERO));
        world.dialled("a/1");

        world.passes(Duration.ofMinutes(6));

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.PROVIDER_SILENT);
    }

    @Test
    void an_event_that_comes_twice_is_applied_once() {
        world.dialled("a/1");

        assertThat(world.told("a/1", CallNews.Kind.ANSWERED, null)).isTrue();
        assertThat(world.told("a/1", CallNews.Kind.ANSWERED, null)).isFalse();

        assertThat(changes().stream().filter("RINGING>ANSWERED"::equals)).hasSize(1);
    }

    @Test
    void an_event_whose_listener_fails_is_kept_and_told_again() {
        world.dialled("a/1");
        world.listener = event -> {
            throw new IllegalStateException("The process is not ready");
        };
        world.told("a/1", CallNews.Kind.ANSWERED, null);
        assertThat(world.call("a/1").state()).isEqualTo(CallState.RINGING);

        world.listener = event -> {};
        world.passes(Duration.ofSeconds(2));

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
    }

    @Test
    void the_end_may_come_before_the_word_that_somebody_answered() {
        world.dialled("a/1");
        world.told("a/1", CallNews.Kind.ENDED, CallCause.ANSWERED);
        world.told("a/1", CallNews.Kind.ANSWERED, null);

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.ANSWERED);
        assertThat(world.outcome("a/1/ANSWERED")).isEqualTo("NOTHING_NEW");
    }

    @Test
    void a_call_of_a_relay_that_died_is_in_doubt_and_never_dialled_again() {
        var played = played();
        played.failure = new IOException("Connection reset");
        world.dialled("a/1");

        assertThat(world.call("a/1").state()).isEqualTo(CallState.IN_DOUBT);
        world.relay().sweep();
        world.relay().work();
        world.anotherRelay().work();

        assertThat(played.dialled).containsExactly("a/1");
    }

    @Test
    void a_call_whose_lease_has_run_out_in_the_middle_is_in_doubt() {
        var played = played();
        played.meanwhile = () -> {
            world.jdbc
                    .sql("update phone_call set lease_until = timestamp with time zone '2020-01-01 00:00:00Z'")
                    .update();
            world.anotherRelay().sweep();
        };
        world.dialled("a/1");

        assertThat(world.call("a/1").state()).isEqualTo(CallState.IN_DOUBT);
        assertThat(played.dialled).containsExactly("a/1");
    }

    @Test
    void events_decide_about_a_call_in_doubt() {
        var played = played();
        played.failure = new IOException("Connection reset");
        world.dialled("a/1");

        world.told("a/1", CallNews.Kind.ANSWERED, null);

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
    }

    @Test
    void events_by_a_name_that_we_gave_decide_about_a_call_in_doubt() {
        var played = played();
        played.name = "ours-1";
        played.failure = new IOException("Read timed out");
        world.dialled("a/1");

        world.bean(CallEvents.class).take(named("ours-1", CallNews.Kind.ANSWERED));

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
    }

    private CallNews named(String reference, CallNews.Kind kind) {
        return new CallNews("played", "e1", null, reference, kind, null, world.now.get(), null, null, null, null, "");
    }

    @Test
    void the_limit_of_a_provider_that_does_not_keep_it_is_kept_to_the_second() {
        var played = played();
        played.endsRinging = false;
        world.dialled("a/1");
        world.told("a/1", CallNews.Kind.RINGING, null);

        world.passes(RING.minusMillis(1));
        assertThat(world.call("a/1").state()).isEqualTo(CallState.RINGING);
        world.passes(Duration.ofMillis(2));

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.NO_ANSWER);
        assertThat(played.hungUp).hasSize(1);
    }

    @Test
    void the_sweep_dials_nobody_so_that_rings_end_on_time_however_much_is_due() {
        var played = played();
        world.order("a/1");

        world.relay().sweep();

        assertThat(played.dialled).isEmpty();
    }

    @Test
    void a_provider_that_takes_nothing_leaves_no_doubt() {
        var played = played();
        played.failure = new PhoneProvider.NotTaken(CallCause.INVALID_NUMBER, CallProblem.refused("No such number"));
        world.dialled("a/1");

        assertThat(world.call("a/1").state()).isEqualTo(CallState.ENDED);
        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.INVALID_NUMBER);
        assertThat(played.hungUp).isEmpty();
    }

    @Test
    void a_call_that_is_cancelled_while_it_is_dialled_is_hung_up_by_the_name_that_the_provider_gave() {
        var played = played();
        played.reference = "T-1";
        played.meanwhile = () -> {
            world.calls().hangUp("a/1");
            world.anotherRelay().work();
            assertThat(played.hungUp).isEmpty();
        };
        world.dialled("a/1");

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.CANCELLED);
        assertThat(played.hungUp).containsExactly("a/1 T-1");
    }

    @Test
    void an_event_that_overtakes_the_name_of_its_call_is_applied_when_the_name_is_known() {
        var played = played();
        played.reference = "T-1";
        played.meanwhile = () -> world.bean(CallEvents.class).take(named("T-1", CallNews.Kind.RINGING));
        world.dialled("a/1");

        assertThat(world.call("a/1").state()).isEqualTo(CallState.RINGING);
    }

    @Test
    void a_provider_that_does_not_keep_the_limit_is_told_to_hang_up() {
        var played = played();
        world.dialled("a/1");
        world.told("a/1", CallNews.Kind.RINGING, null);

        world.passes(RING.plusSeconds(4));

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.NO_ANSWER);
        assertThat(played.hungUp).containsExactly("a/1 null");
    }

    @Test
    void an_order_that_nobody_dialled_in_time_is_given_up() {
        world.order("a/1");

        world.passes(Duration.ofSeconds(61));

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.PROVIDER_FAILED);
        assertThat(world.simulator().calls()).isEmpty();
    }

    @Test
    void a_call_that_somebody_refuses_to_end_does_not_hinder_the_sweep_of_the_others() {
        played();
        for (var key : List.of("a/1", "a/2")) {
            world.dialled(key);
            world.told(key, CallNews.Kind.RINGING, null);
        }
        world.listener = event -> {
            if (event instanceof CallChanged changed && changed.call().key().equals("a/1")) {
                throw new IllegalStateException("Nobody waits for it any more");
            }
        };

        world.passes(RING.plusSeconds(4));

        assertThat(world.call("a/2").cause()).isEqualTo(CallCause.NO_ANSWER);
    }

    @Test
    void an_incoming_call_belongs_to_the_card_of_its_number() {
        world.callers.put(CLIENT, new Callers.Caller("ООО «Ромашка»", "K-7", "companies/K-7"));
        world.simulator().callIn(CLIENT, "olga");

        var call = world.calls().live("olga").get(0);
        assertThat(call.caseKey()).isEqualTo("K-7");
        assertThat(call.direction()).isEqualTo(Direction.INCOMING);
        assertThat(world.events).contains(new CallArrived(call));
        world.calls().take(call.key());
        assertThat(world.call(call.key()).state()).isEqualTo(CallState.ANSWERED);
        world.simulator().end(call.key(), CallCause.ANSWERED);
        assertThat(world.call(call.key()).state()).isEqualTo(CallState.ENDED);
    }

    @Test
    void a_number_that_is_none_is_refused_with_the_remedy() {
        assertThatThrownBy(() -> world.calls().order(new CallOrder("a/1", "olga", "8 916 доб. 3", null, RING)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.key()).isEqualTo("telephony.wrongNumber");
                    assertThat(refusal.field()).isEqualTo("number");
                });
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource({"+7 916, 1", "8916123, 1", "916, 1", "79161234567, 1", "925, 0"})
    void the_log_finds_a_number_by_its_beginning_however_it_is_written(String typed, int found) {
        world.order("a/1");

        assertThat(world.calls().count(new CallFilter(typed, null, null, null, null, null)))
                .isEqualTo(found);
    }

    @Test
    void of_forgotten_people_it_stays_that_somebody_was_called() {
        world.dialled("a/1");
        world.simulator().answer("a/1");
        var memory = world.bean(CallMemory.class);
        assertThat(memory.count(List.of(CLIENT))).isEqualTo(1);

        memory.forget(List.of(CLIENT));

        assertThat(world.call("a/1").number()).isEmpty();
        assertThat(world.calls().ofNumbers(List.of(CLIENT), 10)).isEmpty();
        assertThat(world.simulator().calls()).isEmpty();
    }

    @Test
    void a_call_to_a_forgotten_client_is_given_up_and_whoever_waits_for_it_hears_that_without_his_number() {
        world.order("a/1");
        world.events.clear();

        world.bean(CallMemory.class).forget(List.of(CLIENT));

        assertThat(changes()).containsExactly("ORDERED>ENDED");
        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.CANCELLED);
        assertThat(world.events.toString()).doesNotContain(CLIENT);
        org.mockito.Mockito.verify(world.history, org.mockito.Mockito.never())
                .tell(org.mockito.ArgumentMatchers.argThat(change -> CLIENT.equals(change.note())));
    }

    @Test
    void what_is_older_than_the_company_keeps_is_cleared_away_in_chunks() {
        played();
        org.mockito.Mockito.when(world.parameters.duration(otklik.kernel.Parameter.CALL_EVENTS_KEPT))
                .thenReturn(Duration.ofDays(30));
        org.mockito.Mockito.when(world.parameters.duration(otklik.kernel.Parameter.CALLS_KEPT))
                .thenReturn(Duration.ofDays(90));
        world.dialled("over");
        world.told("over", CallNews.Kind.ENDED, CallCause.BUSY);
        world.jdbc
                .sql(
                        """
                        insert into call_event (provider, event_id, kind, happened_at, received_at, body, outcome)
                        select 'played', 'e' || x, 'RINGING', ?, ?, '', 'UNKNOWN' from system_range(1, 2500)""")
                .params(CallRows.offset(world.now.get()), CallRows.offset(world.now.get()))
                .update();
        world.told("nobody", CallNews.Kind.RINGING, null);

        world.now.updateAndGet(now -> now.plus(Duration.ofDays(31)));
        world.bean(CallMemory.class).clear();

        assertThat(world.jdbc
                        .sql("select event_id from call_event")
                        .query(String.class)
                        .list())
                .containsExactly("nobody/RINGING");
        assertThat(world.calls().find("over")).isPresent();

        world.now.updateAndGet(now -> now.plus(Duration.ofDays(60)));
        world.dialled("open");
        world.bean(CallMemory.class).clear();

        assertThat(world.calls().find("over")).isEmpty();
        assertThat(world.calls().find("open")).isPresent();
    }
}
