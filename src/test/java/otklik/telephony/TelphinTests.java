package otklik.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otklik.telephony.TelephonyWorld.CLIENT;
import static otklik.telephony.TelephonyWorld.RING;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import otklik.kernel.Refusal;

class TelphinTests {
    private final FakeTelphin server = new FakeTelphin();
    private final Telphin telphin =
            new Telphin(new WebCalls(), Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC));
    private final TelephonyWorld world = new TelephonyWorld(null, telphin);

    TelphinTests() {
        world.choose(Telphin.KEY, server.line().settings());
        world.jdbc
                .sql("insert into telephony_extension (login, extension) values ('olga', '101')")
                .update();
    }

    @AfterEach
    void close() {
        world.close();
        server.close();
    }

    /** What Telphin tells of the leg of the client. */
    private int told(String event, String... fields) {
        var form = new HashMap<>(Map.of(
                "EventType", event,
                "CallID", "call-1",
                "SubCallID", "leg-2",
                "CallAPIID", "api-1",
                "CallBackID", "back-1",
                "CallFlow", "out",
                "EventTime", "1772442000000000"));
        for (var i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return post("0123456789abcdef01234567", form);
    }

    private int post(String secret, Map<String, String> form) {
        var request = new MockHttpServletRequest();
        form.forEach(request::addParameter);
        return new TelephonyDoor(world.bean(Lines.class), world.bean(CallEvents.class))
                .event(secret, request)
                .getStatusCode()
                .value();
    }

    @Test
    void a_call_goes_from_the_extension_of_the_person_to_the_client() {
        world.dialled("a/1");

        assertThat(server.asked.get(server.asked.size() - 1))
                .startsWith("POST /api/ver1.0/extension/4711/callback/ ")
                .contains("\"src_num\":[\"101\"]", "\"dst_num\":\"79161234567\"");
        assertThat(world.call("a/1").state()).isEqualTo(CallState.DIALLING);
    }

    @Test
    void events_of_the_leg_of_the_client_move_the_call_and_a_repeat_does_nothing() {
        world.dialled("a/1");

        told("dial-out");
        assertThat(world.call("a/1").state()).isEqualTo(CallState.RINGING);
        told("answer");
        assertThat(told("answer")).isEqualTo(200);
        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
        told("hangup", "CallStatus", "ANSWER", "RecID", "rec-9", "BridgedDuration", "42");

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.ANSWERED);
        assertThat(world.call("a/1").recording()).isEqualTo("record:rec-9");
        assertThat(world.jdbc
                        .sql("select count(*) from call_event")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void that_the_employee_lifts_the_receiver_is_no_answer_of_the_client() {
        world.dialled("a/1");

        told("answer", "CallFlow", "in", "SubCallID", "leg-1");

        assertThat(world.call("a/1").state()).isEqualTo(CallState.DIALLING);
    }

    @Test
    void a_call_whose_employee_does_not_lift_the_receiver_is_given_up() {
        world.dialled("a/1");

        told("hangup", "CallFlow", "in", "SubCallID", "leg-1", "CallStatus", "NOANSWER");

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.CANCELLED);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"BUSY, BUSY", "NOANSWER, NO_ANSWER", "CANCEL, NO_ANSWER", "REJECTED, DECLINED", "CONGESTION, CONGESTION"
    })
    void e32_each_reason_of_telphin_is_an_outcome(String status, CallCause cause) {
        world.dialled("a/1");

        told("hangup", "CallStatus", status);

        assertThat(world.call("a/1").cause()).isEqualTo(cause);
    }

    @Test
    void the_end_that_overtakes_the_answer_tells_how_long_they_talked() {
        world.dialled("a/1");

        told("hangup", "CallStatus", "ANSWER", "BridgedDuration", "42");
        told("answer");

        assertThat(world.call("a/1").talk()).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void a_call_whose_name_was_lost_hears_its_events_and_is_hung_up_as_soon_as_they_name_it() {
        server.callbackStatus = 503;
        world.dialled("a/1");
        assertThat(world.call("a/1").state()).isEqualTo(CallState.IN_DOUBT);
        told("dial-out", "CalledNumber", CLIENT.substring(1), "CallerExtension", "00012*102@sip.telphin.example");
        assertThat(world.call("a/1").state()).isEqualTo(CallState.IN_DOUBT);
        told(
                "answer",
                "SubCallID",
                "leg-3",
                "CalledNumber",
                CLIENT.substring(1),
                "CallerExtension",
                "00012*101@sip.telphin.example");
        assertThat(world.call("a/1").state()).isEqualTo(CallState.ANSWERED);
        world.calls().hangUp("a/1");
        world.relay().work();

        assertThat(server.asked).anyMatch(asked -> asked.startsWith("DELETE ") && asked.contains("api-1"));
    }

    /** The order in which a ring group of two phones tells its story; b lifts the receiver. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "dial-in a, dial-in b, answer b, hangup a CANCEL",
                "dial-in a, dial-in b, hangup a CANCEL, answer b",
                "dial-in a, hangup a CANCEL, dial-in b, answer b"
            })
    void an_incoming_call_of_a_group_is_of_the_one_who_lifts_the_receiver_and_goes_on(String story) {
        world.jdbc
                .sql("insert into telephony_extension (login, extension) values ('igor', '102')")
                .update();
        for (var event : story.split(", ")) {
            leg(event);
        }
        world.relay().work();

        var call = world.call("in/telphin/in-1");
        assertThat(call.state()).isEqualTo(CallState.ANSWERED);
        assertThat(call.login()).isEqualTo("igor");
        assertThat(server.asked).noneMatch(asked -> asked.startsWith("DELETE"));

        leg("hangup b ANSWER");
        assertThat(world.call("in/telphin/in-1").cause()).isEqualTo(CallCause.ANSWERED);
    }

    @Test
    void an_incoming_call_of_a_group_is_missed_when_the_last_phone_has_stopped_to_ring() {
        for (var event : List.of("dial-in a", "dial-in b", "hangup a NOANSWER")) {
            leg(event);
        }
        assertThat(world.call("in/telphin/in-1").state()).isEqualTo(CallState.RINGING);

        leg("hangup b NOANSWER");

        assertThat(world.call("in/telphin/in-1").cause()).isEqualTo(CallCause.NO_ANSWER);
    }

    /** {@code hangup a CANCEL}: what one phone of the group tells. */
    private void leg(String story) {
        var words = story.split(" ");
        post(
                "0123456789abcdef01234567",
                Map.of(
                        "EventType",
                        words[0],
                        "CallID",
                        "in-1",
                        "SubCallID",
                        "leg-" + words[1],
                        "CallFlow",
                        "in",
                        "CallerIDNum",
                        "89161234567",
                        "CallStatus",
                        words.length > 2 ? words[2] : "",
                        "CalledExtension",
                        "00012*10" + (words[1].equals("a") ? 1 : 2) + "@sip.telphin.example"));
    }

    @Test
    void an_incoming_call_rings_at_the_person_of_the_extension() {
        var form = new HashMap<>(Map.of(
                "EventType", "dial-in",
                "CallID", "in-1",
                "SubCallID", "in-leg",
                "CallFlow", "in",
                "CallerIDNum", "89161234567",
                "CalledExtension", "00012*101@sip.telphin.example"));
        post("0123456789abcdef01234567", form);

        assertThat(world.calls().live("olga")).singleElement().satisfies(call -> assertThat(call.number())
                .isEqualTo(CLIENT));
    }

    @Test
    void a_door_with_a_wrong_secret_does_not_exist() {
        assertThat(post("0123456789abcdef01234568", Map.of("EventType", "answer")))
                .isEqualTo(HttpStatus.NOT_FOUND.value());
        assertThat(world.jdbc
                        .sql("select count(*) from call_event")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_door_for_named_addresses_is_closed_to_others() {
        var settings = new HashMap<>(server.line().settings());
        settings.put("addresses", "203.0.113.7");
        world.choose(Telphin.KEY, settings);

        assertThat(told("answer")).isEqualTo(HttpStatus.NOT_FOUND.value());
    }

    @Test
    void a_token_that_ended_before_its_time_is_asked_for_again() throws Exception {
        telphin.dial(server.line(), call(), RING);
        server.token = "t2";

        assertThat(telphin.dial(server.line(), call(), RING)).isEqualTo("api-1");
    }

    @Test
    void what_telphin_refuses_is_not_in_doubt_and_what_it_answers_with_an_error_of_its_own_is() {
        server.callbackStatus = 422;
        server.callbackAnswer = "{\"message\":\"No such number\"}";
        world.dialled("a/1");
        server.callbackStatus = 502;
        world.dialled("a/2");

        assertThat(world.call("a/1").cause()).isEqualTo(CallCause.PROVIDER_FAILED);
        assertThat(world.call("a/1")).satisfies(world.hasProblem("telephony.problem.refused", "No such number (422)"));
        assertThat(world.call("a/2").state()).isEqualTo(CallState.IN_DOUBT);
    }

    @Test
    void a_call_is_hung_up_by_its_name_at_telphin() {
        world.dialled("a/1");

        world.calls().hangUp("a/1");
        world.relay().work();

        assertThat(server.asked).contains("DELETE /api/ver1.0/extension/4711/current_calls/api-1 ");
    }

    @Test
    void without_an_extension_nobody_is_asked() {
        assertThatThrownBy(() -> telphin.dial(server.line().at(null), call(), RING))
                .isInstanceOf(PhoneProvider.NotTaken.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void the_test_button_says_what_is_wrong() {
        assertThat(telphin.health(server.line()).words().key()).isEqualTo("telephony.telphin.works");
        var wrong = new HashMap<>(server.line().settings());
        wrong.put("clientSecret", "wrong");
        assertThat(telphin.health(new Line(wrong, null)).words().key()).isEqualTo("telephony.telphin.refused");
        server.close();
        assertThat(new Telphin(new WebCalls(), Clock.systemUTC())
                        .health(server.line())
                        .words()
                        .key())
                .isEqualTo("telephony.telphin.unreachable");
    }

    @Test
    void events_are_connected_for_every_extension_once() {
        assertThat(telphin.connect(server.line(), List.of("101", "102"), "https://we.example/telephony/events/s")
                        .isWell())
                .isTrue();

        assertThat(server.asked.stream().filter(asked -> asked.startsWith("POST /api/ver1.0/extension/4712/event/")))
                .hasSize(4)
                .allMatch(asked -> asked.contains("https://we.example/telephony/events/s"));
    }

    @Test
    void a_recording_is_where_telphin_says() throws Exception {
        assertThat(telphin.recording(server.line(), "record:rec-9"))
                .contains(URI.create("https://storage.telphin.example/r.mp3"));
        assertThat(telphin.recording(server.line(), "http://127.0.0.1/secret")).isEmpty();
    }

    @Test
    void an_answer_that_names_no_call_leaves_it_in_doubt() {
        server.callbackAnswer = "{}";

        assertThatThrownBy(() -> telphin.dial(server.line(), call(), RING)).isInstanceOf(IOException.class);
    }

    @Test
    void a_secret_that_can_be_guessed_is_refused() {
        var short_ = new HashMap<>(server.line().settings());
        short_.put("secret", "short");

        assertThatThrownBy(() -> telphin.check(new Line(short_, null)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("secret"));
    }

    private PhoneCall call() {
        return world.calls().find("x").orElseGet(() -> world.order("x"));
    }
}
