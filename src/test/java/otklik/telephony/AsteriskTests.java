package otklik.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static otklik.telephony.TelephonyWorld.CLIENT;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.kernel.Refusal;

class AsteriskTests {
    private final FakeAsterisk server = new FakeAsterisk();
    private final TelephonyWorld world = new TelephonyWorld(null);
    private final Asterisk asterisk = world.bean(Asterisk.class);

    AsteriskTests() {
        world.choose(Asterisk.KEY, server.line().settings());
        world.jdbc
                .sql("insert into telephony_extension (login, extension) values ('olga', '101')")
                .update();
        asterisk.apply(world.bean(Lines.class).of(Asterisk.KEY, null), true);
    }

    @AfterEach
    void close() {
        asterisk.apply(server.line(), false);
        world.close();
        server.close();
    }

    private String channelOf(String key) {
        return "otklik-" + world.call(key).id();
    }

    /** The ringing at the client's, then what ended it. */
    private void dialEnds(String key, String status) {
        server.tell(
                "DialBegin",
                "Uniqueid",
                channelOf(key),
                "Linkedid",
                channelOf(key),
                "DestUniqueid",
                "t-1",
                "DestChannel",
                "PJSIP/trunk-0001");
        server.tell(
                "DialEnd",
                "Uniqueid",
                channelOf(key),
                "Linkedid",
                channelOf(key),
                "DestUniqueid",
                "t-1",
                "DialStatus",
                status);
    }

    private void becomes(String key, CallState state) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(world.calls().find(key).map(PhoneCall::state))
                        .contains(state));
    }

    @Test
    void a_call_rings_at_the_employee_and_then_at_the_client_for_as_long_as_it_may() {
        world.dialled("a/1");

        assertThat(server.asked).singleElement().satisfies(originate -> {
            assertThat(originate).containsEntry("channel", "PJSIP/101");
            assertThat(originate).containsEntry("channelid", channelOf("a/1"));
            assertThat(originate).containsEntry("application", "Dial");
            assertThat(originate).containsEntry("data", "PJSIP/" + CLIENT + "@trunk,20");
        });
    }

    @Test
    void what_asterisk_tells_moves_the_call_to_its_end_and_its_recording() {
        world.dialled("a/1");

        dialEnds("a/1", "ANSWER");
        becomes("a/1", CallState.ANSWERED);
        server.tell("Hangup", "Uniqueid", channelOf("a/1"), "Linkedid", channelOf("a/1"), "Cause", "16");
        becomes("a/1", CallState.ENDED);

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.ANSWERED);
        assertThat(asterisk.recording(
                        server.line(), String.valueOf(world.call("a/1").recording())))
                .contains(URI.create("https://pbx.example/rec/" + channelOf("a/1") + ".wav"));
    }

    @ParameterizedTest(name = "{0} with cause {1} is {2}")
    @CsvSource({
        "BUSY, 17, BUSY",
        "BUSY, 21, DECLINED",
        "CHANUNAVAIL, 1, INVALID_NUMBER",
        "CONGESTION, 34, CONGESTION",
        "NOANSWER, 16, NO_ANSWER"
    })
    void e32_each_reason_of_asterisk_is_an_outcome(String status, String code, CallCause cause) {
        world.dialled("a/1");

        dialEnds("a/1", status);
        server.tell("Hangup", "Uniqueid", "t-1", "Linkedid", channelOf("a/1"), "Cause", code);
        becomes("a/1", CallState.ENDED);

        assertThat(world.call("a/1").cause()).isEqualTo(cause);
        assertThat(world.call("a/1").recording()).isNull();
    }

    @Test
    void a_call_whose_employee_does_not_lift_the_receiver_is_given_up() {
        world.dialled("a/1");

        server.tell("OriginateResponse", "Response", "Failure", "Reason", "3", "Uniqueid", channelOf("a/1"));
        becomes("a/1", CallState.ENDED);

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.CANCELLED);
    }

    @Test
    void a_client_who_calls_in_rings_at_the_person_of_the_extension_until_he_gives_up() {
        server.tell(
                "DialBegin",
                "Uniqueid",
                "in-1",
                "Linkedid",
                "in-1",
                "CallerIDNum",
                "89161234567",
                "DestUniqueid",
                "e-1",
                "DestChannel",
                "PJSIP/101-0000002a");
        await().untilAsserted(() -> assertThat(world.calls().live("olga"))
                .singleElement()
                .satisfies(call -> assertThat(call.number()).isEqualTo(CLIENT)));
        var key = world.calls().live("olga").get(0).key();

        server.tell("Hangup", "Uniqueid", "in-1", "Linkedid", "in-1", "Cause", "16");
        becomes(key, CallState.ENDED);

        assertThat(world.call(key).cause()).isEqualTo(CallCause.NO_ANSWER);
    }

    @Test
    void a_client_who_calls_a_group_belongs_to_the_one_who_lifts_the_receiver() {
        world.jdbc
                .sql("insert into telephony_extension (login, extension) values ('igor', '102')")
                .update();
        for (var extension : new String[] {"101", "102"}) {
            server.tell(
                    "DialBegin",
                    "Uniqueid",
                    "in-1",
                    "Linkedid",
                    "in-1",
                    "CallerIDNum",
                    "89161234567",
                    "DestUniqueid",
                    "e-" + extension,
                    "DestChannel",
                    "PJSIP/" + extension + "-0000002a");
        }
        server.tell(
                "DialEnd",
                "Uniqueid",
                "in-1",
                "Linkedid",
                "in-1",
                "DestUniqueid",
                "e-102",
                "DestChannel",
                "PJSIP/102-0000002a",
                "DialStatus",
                "ANSWER");
        becomes("in/asterisk/in-1", CallState.ANSWERED);

        assertThat(world.call("in/asterisk/in-1").login()).isEqualTo("igor");
    }

    @Test
    void calls_of_the_pbx_that_are_none_of_ours_are_not_kept() {
        server.tell("Hangup", "Uniqueid", "x-1", "Linkedid", "x-1", "Cause", "16");
        server.tell(
                "DialBegin",
                "Uniqueid",
                "in-1",
                "Linkedid",
                "in-1",
                "CallerIDNum",
                "89161234567",
                "DestChannel",
                "PJSIP/101-0000002a");
        await().untilAsserted(() -> assertThat(world.calls().live("olga")).hasSize(1));

        assertThat(world.jdbc
                        .sql("select count(*) from call_event")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_call_is_hung_up_by_the_name_that_we_gave_its_channel() {
        world.dialled("a/1");

        world.calls().hangUp("a/1");
        world.relay().work();

        assertThat(server.asked.get(1)).containsEntry("action", "Hangup").containsEntry("channel", channelOf("a/1"));
    }

    @Test
    void what_asterisk_refuses_is_not_in_doubt() {
        server.takesCalls = false;
        world.dialled("a/1");

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.PROVIDER_FAILED);
        assertThat(world.call("a/1")).satisfies(world.hasProblem("telephony.problem.refused", "Permission denied"));
    }

    @Test
    void after_a_restart_of_asterisk_calls_go_on() throws IOException {
        server.dropEverybody();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            asterisk.apply(world.bean(Lines.class).of(Asterisk.KEY, null), true);
            assertThat(asterisk.health(server.line()).isWell()).isTrue();
        });
        world.dialled("a/1");

        assertThat(server.asked).hasSize(1);
    }

    @Test
    void the_test_button_says_what_is_wrong() {
        assertThat(asterisk.health(server.line()).words().key()).isEqualTo("telephony.asterisk.works");
        assertThat(asterisk.health(with("user", "somebody")).words().key()).isEqualTo("telephony.asterisk.refused");
        assertThat(asterisk.health(with("port", "1")).words().key()).isEqualTo("telephony.asterisk.unreachable");
    }

    @ParameterizedTest(name = "{0} may not be {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "trunk; PJSIP/[number]@trunk,60,U(x)",
                "channel; PJSIP/101",
                "host; pbx company",
                "port; 0",
                "recordings; ftp://x/[id]"
            })
    void settings_that_would_say_more_than_they_should_are_refused(String field, String value) {
        assertThatThrownBy(() -> asterisk.check(with(field, value)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
    }

    private Line with(String field, String value) {
        var settings = new HashMap<>(server.line().settings());
        settings.putAll(Map.of(field, value));
        return new Line(settings, "101");
    }
}
