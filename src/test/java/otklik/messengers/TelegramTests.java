package otklik.messengers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.kernel.Refusal;
import otklik.mail.LetterTransport.NotTaken;
import otklik.mail.PostedLetter;
import otklik.sources.CalledKind;
import otklik.sources.ItemReceived;
import otklik.sources.SourcesWorld;

/** The bot against a server that keeps the rules of the Bot API. */
class TelegramTests {
    private static final String BOT = "bot";
    private static final String SECRET = "secret_of_the_webhook";

    private FakeTelegram api;
    private SourcesWorld world;

    @BeforeEach
    void start() throws Exception {
        api = new FakeTelegram();
        world = new SourcesWorld(
                Map.of("otklik.public-url", "https://otklik.example"),
                MessengerApi.class,
                Telegram.class,
                TelegramTransport.class);
    }

    @AfterEach
    void stop() {
        world.close();
        api.close();
    }

    private void bot(String... more) {
        var settings = new HashMap<>(Map.of("token", FakeTelegram.TOKEN, "api", api.address()));
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        world.sources().add(BOT, Telegram.KEY, "Bot", settings);
    }

    @Test
    void a_message_to_the_bot_becomes_an_item_that_can_be_answered() throws Exception {
        bot();
        api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"Сколько стоит? 🙂\"");

        world.lookNow(BOT);

        var item = world.told.get(0).item();
        assertThat(item.senderName()).isEqualTo("Иван Петров");
        assertThat(item.chat()).isEqualTo("telegram:42");
        assertThat(item.text()).isEqualTo("Сколько стоит? 🙂");
        assertThat(item.fields()).containsEntry("telegram", "@ivan");
        assertThat(item.sentAt()).isEqualTo("2026-09-21T14:13:20Z");
    }

    @Test
    void e5_anUpdateThatIsDeliveredAgainIsStoredOnce() throws Exception {
        bot();
        var update = api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"Hello\"");
        world.lookNow(BOT);
        world.lookNow(BOT);

        var source = world.sources().source(BOT).orElseThrow();
        assertThat(source.mark())
                .isEqualTo(String.valueOf(update.path("update_id").asLong() + 1));
        // A node died after storing and before keeping the mark.
        world.sources().change(BOT, "Bot", with("token", ""), world.card(BOT).version());
        api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"Hello\"");
        world.lookNow(BOT);

        assertThat(world.told).hasSize(1);
        assertThat(world.card(BOT).today().repeats()).isEqualTo(1);
    }

    private Map<String, String> with(String field, String value) {
        var settings = new HashMap<>(world.card(BOT).settings());
        settings.put(field, value);
        return settings;
    }

    @Test
    void e6_anEditedMessageIsARevisionAndALateOldOneIsNot() throws Exception {
        bot();
        api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"For two\"");
        api.update("edited_message", 42, 1, "\"date\": 1790000000, \"edit_date\": 1790000060, \"text\": \"For three\"");
        api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"For two\"");

        world.lookNow(BOT);

        assertThat(world.told).extracting(ItemReceived::edited).containsExactly(false, true);
        assertThat(world.told).extracting(told -> told.item().text()).containsExactly("For two", "For three");
    }

    @Test
    void a_file_is_named_and_the_button_of_a_new_chat_is_nothing() throws Exception {
        bot();
        api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"/start\"");
        api.update(
                "message",
                42,
                2,
                "\"date\": 1790000001, \"caption\": \"My company\", \"document\": {\"file_name\": \"card.pdf\"}");

        world.lookNow(BOT);

        assertThat(world.told).hasSize(1);
        assertThat(world.told.get(0).item().text()).isEqualTo("My company");
        assertThat(world.told.get(0).item().fields()).containsEntry("file", "card.pdf");
    }

    @Test
    void a_webhook_of_somebody_else_is_taken_off_before_we_ask() throws Exception {
        bot();
        api.webhook = "https://elsewhere.example";
        api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"Hello\"");

        world.lookNow(BOT);

        assertThat(api.webhook).isEmpty();
        assertThat(world.told).hasSize(1);
    }

    @Test
    void telegram_is_told_where_to_call_and_only_its_secret_opens() throws Exception {
        bot("way", "webhook", "secret", SECRET);

        world.lookNow(BOT);
        var update = api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"Hello\"")
                .toString();

        assertThat(api.webhook).isEqualTo("https://otklik.example/api/intake/bot");
        assertThat(api.webhookSecret).isEqualTo(SECRET);
        assertThatThrownBy(() -> call(update, "wrong")).isInstanceOf(CalledKind.Refused.class);
        assertThat(world.told).isEmpty();
        assertThat(call(update, SECRET).status()).isEqualTo(200);
        call(update, SECRET);
        assertThat(world.told).hasSize(1);
    }

    private CalledKind.Reply call(String update, String secret) throws CalledKind.Refused {
        return world.bean(Telegram.class)
                .receive(
                        world.sources().source(BOT).orElseThrow(),
                        new CalledKind.Call(
                                Map.of("x-telegram-bot-api-secret-token", secret),
                                update.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_wrong_token_makes_the_source_unhealthy_and_is_not_told() {
        bot("token", "123456:wrong-wrong-wrong");

        world.lookNow(BOT);

        assertThat(world.card(BOT).healthy()).isFalse();
        assertThat(world.card(BOT).lastError()).contains("401").doesNotContain("wrong-wrong");
    }

    @Test
    void a_token_that_is_kept_is_sent_to_no_other_server() throws Exception {
        bot();
        var version = world.card(BOT).version();
        try (var other = new FakeTelegram()) {
            var elsewhere = with("api", other.address());

            for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                    () -> world.sources().change(BOT, "Bot", elsewhere, version),
                    () -> world.sources().test(BOT, Telegram.KEY, elsewhere))) {
                assertThatThrownBy(attempt).isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.key()).isEqualTo("sources.secretAgain");
                    assertThat(refusal.field()).isEqualTo("token");
                    assertThat(refusal).hasMessageContaining("Bot API").hasMessageContaining("Token");
                });
            }
            assertThat(world.card(BOT).settings()).containsEntry("api", api.address());

            var typed = new HashMap<>(elsewhere);
            typed.put("token", FakeTelegram.TOKEN);
            world.sources().change(BOT, "Bot", typed, version);
        }
        assertThat(world.card(BOT).settings().get("api")).isNotEqualTo(api.address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bot_api:8081",
                "ftp://api",
                "https://",
                "https://u:p@api",
                "https://api/",
                "https://api?x",
                "https://api#x",
                "https://api:65536",
                "https://a pi",
                "api"
            })
    void only_the_address_of_a_server_is_an_api_and_the_token_is_not_told(String wrong) {
        assertThatThrownBy(() -> bot("api", wrong)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.field()).isEqualTo("api");
            assertThat(refusal).hasMessageNotContaining("123456");
        });
    }

    @Test
    void an_address_that_cannot_be_called_was_not_asked_and_is_not_told() {
        assertThatThrownBy(() -> world.bean(MessengerApi.class).call("http://bot_api/bot123456:token/getMe", Map.of()))
                .isInstanceOf(java.net.ConnectException.class)
                .hasMessageNotContaining("123456")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "supergroup", "channel"})
    void what_people_say_to_each_other_in_a_group_is_not_for_us(String type) throws Exception {
        bot();
        var update = api.update("message", -42, 1, "\"date\": 1790000000, \"text\": \"Lunch?\"");
        ((ObjectNode) update.path("message").path("chat")).put("type", type);
        api.update("message", 42, 1, "\"date\": 1790000000, \"text\": \"Hello\"");

        world.lookNow(BOT);

        assertThat(world.told).extracting(told -> told.item().text()).containsExactly("Hello");
    }

    @Test
    void the_button_says_which_bot_answers() {
        bot();

        assertThat(world.sources().test(BOT).arguments()).containsExactly("@otklik_bot");
    }

    @Test
    void an_answer_goes_to_the_chat_in_parts_with_its_files() throws Exception {
        bot();
        var transport = world.bean(TelegramTransport.class);
        var text = "a".repeat(4000) + "\n" + "b".repeat(200);

        transport.send(Posted.letter(
                BOT,
                "telegram:42",
                text,
                new PostedLetter.File("offer.pdf", "application/pdf", "PDF".getBytes(StandardCharsets.UTF_8))));

        assertThat(transport.serves(BOT)).isTrue();
        assertThat(transport.serves("mail")).isFalse();
        assertThat(api.sent).extracting(form -> form.get("chat_id")).containsExactly("42", "42");
        assertThat(api.sent).extracting(form -> form.get("text")).containsExactly("a".repeat(4000), "b".repeat(200));
        assertThat(api.files).singleElement().asString().contains("filename=\"offer.pdf\"", "PDF");
    }

    @Test
    void a_person_who_has_blocked_the_bot_is_no_case_for_another_attempt() {
        bot();
        api.refuses = 403;

        assertThatThrownBy(() -> world.bean(TelegramTransport.class).send(Posted.letter(BOT, "telegram:42", "Hello")))
                .isInstanceOfSatisfying(NotTaken.class, failure -> assertThat(failure.permanent())
                        .isTrue());
    }

    @Test
    void a_bot_that_is_asked_too_often_is_asked_again_later() {
        bot();
        api.refuses = 429;

        assertThatThrownBy(() -> world.bean(TelegramTransport.class).send(Posted.letter(BOT, "telegram:42", "Hello")))
                .isInstanceOfSatisfying(NotTaken.class, failure -> assertThat(failure.permanent())
                        .isFalse());
    }

    @Test
    void an_answer_of_which_only_a_part_went_out_is_in_doubt() {
        bot();
        api.refusesAfter = 1;

        assertThatThrownBy(() ->
                        world.bean(TelegramTransport.class).send(Posted.letter(BOT, "telegram:42", "a".repeat(5000))))
                .isInstanceOf(MessagingException.class)
                .isNotInstanceOf(NotTaken.class);
    }

    @Test
    void a_server_that_is_away_has_taken_nothing() {
        bot();
        api.close();

        assertThatThrownBy(() -> world.bean(TelegramTransport.class).send(Posted.letter(BOT, "telegram:42", "Hello")))
                .isInstanceOfSatisfying(NotTaken.class, failure -> assertThat(failure.permanent())
                        .isFalse());
    }
}
