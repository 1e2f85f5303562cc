package otklik.messengers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.mail.LetterTransport.NotTaken;
import otklik.mail.PostedLetter;
import otklik.sources.CalledKind;
import otklik.sources.ItemReceived;
import otklik.sources.SourcesWorld;

/** The community: calls as VK makes them, and a server that keeps the rules of its methods. */
class VkTests {
    private static final String KEY = "vk-group";

    private FakeVk api;
    private SourcesWorld world;

    @BeforeEach
    void start() throws Exception {
        api = new FakeVk();
        world = new SourcesWorld(Map.of(), MessengerApi.class, Vk.class, VkTransport.class);
        world.sources()
                .add(
                        KEY,
                        Vk.KEY,
                        "VK",
                        Map.of(
                                "group",
                                "77",
                                "confirmation",
                                "c0nf1rm",
                                "secret",
                                "s3cret",
                                "token",
                                FakeVk.TOKEN,
                                "api",
                                api.address()));
    }

    @AfterEach
    void stop() {
        world.close();
        api.close();
    }

    private CalledKind.Reply call(String body) throws CalledKind.Refused {
        return world.bean(Vk.class)
                .receive(
                        world.sources().source(KEY).orElseThrow(),
                        new CalledKind.Call(Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String message(String event, int id, String text) {
        return """
                {"type": "message_new", "event_id": "%s", "v": "5.199", "group_id": 77, "secret": "s3cret", "object": {"message":
                {"date": 1790000000, "from_id": 5, "id": %d, "out": 0, "peer_id": 5, "conversation_message_id": %d, "text": "%s",
                "attachments": [{"type": "photo"}]}, "client_info": {}}}"""
                .formatted(event, id, id, text);
    }

    private static String edit(String event, int id, long at, String text) {
        return """
                {"type": "message_edit", "event_id": "%s", "group_id": 77, "secret": "s3cret", "object":
                {"date": 1790000000, "update_time": %d, "from_id": 5, "id": %d, "out": 0, "peer_id": 5, "conversation_message_id": %d,
                "text": "%s", "attachments": []}}"""
                .formatted(event, at, id, id, text);
    }

    @Test
    void the_confirmation_is_answered_with_the_string_of_the_community() throws Exception {
        assertThat(call("{\"type\": \"confirmation\", \"group_id\": 77}").body())
                .isEqualTo("c0nf1rm");
    }

    @Test
    void a_message_becomes_an_item_with_the_persons_name() throws Exception {
        var reply = call(message("e1", 1, "Есть места?"));

        assertThat(reply.body()).isEqualTo("ok");
        var item = world.told.get(0).item();
        assertThat(item.senderName()).isEqualTo("Анна Петрова");
        assertThat(item.chat()).isEqualTo("vk:5");
        assertThat(item.text()).isEqualTo("Есть места?");
        assertThat(item.link()).isEqualTo("https://vk.com/id5");
        assertThat(item.fields()).containsEntry("file", "photo");
    }

    @Test
    void e5_anEventThatIsRepeatedIsStoredOnceAndAnsweredAgain() throws Exception {
        call(message("e1", 1, "Hello"));

        assertThat(call(message("e1", 1, "Hello")).body()).isEqualTo("ok");
        assertThat(world.told).hasSize(1);
        assertThat(world.card(KEY).today().repeats()).isEqualTo(1);
    }

    @Test
    void e6_anEditIsARevisionAndARepeatOfAnOlderStateIsNot() throws Exception {
        call(message("e1", 1, "For two"));
        call(edit("e2", 1, 1790000060, "For three"));
        call(edit("e3", 1, 1790000120, "For four"));
        call(edit("e2", 1, 1790000060, "For three"));
        call(message("e1", 1, "For two"));

        assertThat(world.told).extracting(ItemReceived::edited).containsExactly(false, true, true);
        assertThat(world.told.get(2).item().text()).isEqualTo("For four");
    }

    @ParameterizedTest
    @CsvSource({"77, wrong", "78, s3cret", "77, ''"})
    void a_call_without_the_secret_or_of_another_community_is_refused(String group, String secret) {
        var forged = message("e1", 1, "Hello").replace(": 77", ": " + group).replace("s3cret", secret);

        assertThatThrownBy(() -> call(forged)).isInstanceOf(CalledKind.Refused.class);
        assertThat(world.told).isEmpty();
    }

    @Test
    void our_own_messages_and_other_events_are_no_messages() throws Exception {
        call(message("e1", 1, "Ours").replace("\"out\": 0", "\"out\": 1"));
        var other = call("{\"type\": \"group_join\", \"group_id\": 77, \"secret\": \"s3cret\", \"object\": {}}");

        assertThat(other.body()).isEqualTo("ok");
        assertThat(world.told).isEmpty();
    }

    @Test
    void conversations_of_several_people_are_not_for_us() throws Exception {
        var reply = call(message("e1", 1, "Lunch?").replace("\"peer_id\": 5", "\"peer_id\": 2000000000"));
        call(message("e2", 2, "Nowhere").replace("\"peer_id\": 5,", ""));

        assertThat(reply.body()).isEqualTo("ok");
        assertThat(world.told).isEmpty();
    }

    @Test
    void the_raw_text_of_a_message_holds_no_secret() throws Exception {
        call(message("e1", 1, "For two"));
        call(edit("e2", 1, 1790000060, "For three"));

        var raw = world.bean(JdbcClient.class)
                .sql("select raw from item_source_text order by item_id")
                .query((row, number) -> new String(row.getBytes("raw"), StandardCharsets.UTF_8))
                .list();
        assertThat(raw).hasSize(2).noneMatch(text -> text.contains("s3cret"));
        assertThat(raw.get(0)).contains("For two", "conversation_message_id");
    }

    @Test
    void a_message_is_taken_when_vk_does_not_tell_the_name() throws Exception {
        api.close();

        call(message("e1", 1, "Hello"));

        assertThat(world.told.get(0).item().senderName()).isEqualTo("id5");
    }

    @Test
    void an_answer_whose_confirmation_was_lost_arrives_once() {
        var transport = world.bean(VkTransport.class);
        var letter = Posted.letter(KEY, "vk:5", "Да, есть");
        api.hangsUp = true;

        assertThatThrownBy(() -> transport.send(letter))
                .isInstanceOfSatisfying(NotTaken.class, failure -> assertThat(failure.permanent())
                        .isFalse());
        api.hangsUp = false;
        org.assertj.core.api.Assertions.assertThatCode(() -> transport.send(letter))
                .doesNotThrowAnyException();

        assertThat(api.sent).singleElement().satisfies(form -> {
            assertThat(form).containsEntry("peer_id", "5").containsEntry("message", "Да, есть");
        });
    }

    @ParameterizedTest
    @CsvSource({"901, true", "6, false", "5, false"})
    void only_a_refusal_that_stays_is_final(int code, boolean permanent) {
        api.refuses = code;

        assertThatThrownBy(() -> world.bean(VkTransport.class).send(Posted.letter(KEY, "vk:5", "Hello")))
                .isInstanceOfSatisfying(NotTaken.class, failure -> assertThat(failure.permanent())
                        .isEqualTo(permanent));
    }

    @Test
    void files_are_refused_with_the_remedy() {
        var file = new PostedLetter.File("a.pdf", "application/pdf", new byte[0]);

        assertThatThrownBy(() -> world.bean(VkTransport.class).send(Posted.letter(KEY, "vk:5", "Hello", file)))
                .isInstanceOf(NotTaken.class)
                .hasMessageContaining("mail");
        assertThat(api.sent).isEmpty();
    }

    @Test
    void the_button_says_which_community_answers() {
        assertThat(world.sources().test(KEY).arguments()).containsExactly("Курсы");
    }
}
