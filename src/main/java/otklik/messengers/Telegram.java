package otklik.messengers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.sources.CalledKind;
import otklik.sources.ItemDraft;
import otklik.sources.Items;
import otklik.sources.Source;

/**
 * A Telegram bot. Either we ask Telegram every three seconds, or Telegram calls us; the two exclude each other, so whichever an administrator
 * chooses is told to Telegram by us.
 */
@Component
class Telegram implements CalledKind {
    static final String KEY = "telegram";
    static final String CHAT = "telegram:";
    static final int LONGEST_TEXT = 4096;
    private static final String TOKEN = "token";
    private static final String WAY = "way";
    private static final String POLL = "poll";
    private static final String WEBHOOK = "webhook";
    private static final String SECRET = "secret";
    private static final String API = "api";
    private static final String KINDS = "[\"message\",\"edited_message\"]";
    private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";
    private static final Duration ASK = Duration.ofSeconds(3);
    private static final Duration CHECK = Duration.ofMinutes(5);
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final List<String> FILES =
            List.of("photo", "document", "voice", "video", "audio", "sticker", "location", "video_note");

    private final MessengerApi http;
    private final Items items;
    private final Settings settings;

    Telegram(MessengerApi http, Items items, Settings settings) {
        this.http = http;
        this.items = items;
        this.settings = settings;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.secret(TOKEN).mandatory(),
                Field.choice(WAY, POLL, WEBHOOK),
                Field.secret(SECRET),
                Field.text(API).startingWith("https://api.telegram.org").mandatory());
    }

    @Override
    public List<String> destinations() {
        return List.of(API);
    }

    @Override
    public void check(Source source) {
        if (!source.setting(TOKEN).matches("\\d{1,20}:[A-Za-z0-9_-]{10,100}")) {
            throw new Refusal("messengers.telegram.wrongToken").at(TOKEN);
        }
        if (source.setting(WAY).equals(WEBHOOK) && !source.setting(SECRET).matches("[A-Za-z0-9_-]{16,256}")) {
            throw new Refusal("messengers.telegram.wrongSecret").at(SECRET);
        }
        MessengerApi.check(source.setting(API));
    }

    @Override
    public Words test(Source source) throws Exception {
        try {
            return Words.of(
                    "messengers.telegram.works",
                    "@" + call(source, "getMe", Map.of()).path("username").asText());
        } catch (MessengerRefused refused) {
            throw inWords(refused);
        }
    }

    @Override
    public Optional<Duration> pollInterval(Source source) {
        return Optional.of(source.setting(WAY).equals(WEBHOOK) ? CHECK : ASK);
    }

    @Override
    public Optional<String> poll(Source source) throws Exception {
        try {
            return source.setting(WAY).equals(WEBHOOK) ? keepWebhook(source) : ask(source);
        } catch (MessengerRefused refused) {
            throw inWords(refused);
        }
    }

    private static Refusal inWords(MessengerRefused refused) {
        return new Refusal("messengers.telegram.refused", String.valueOf(refused.code()), refused.getMessage() + "");
    }

    private Optional<String> ask(Source source) throws IOException, InterruptedException {
        JsonNode updates;
        try {
            updates = updates(source);
        } catch (MessengerRefused refused) {
            if (refused.code() != CONFLICT
                    || !String.valueOf(refused.getMessage()).contains("webhook")) {
                throw refused;
            }
            // The bot was set to call somebody before: it is ours now, and we ask.
            call(source, "deleteWebhook", Map.of());
            updates = updates(source);
        }
        var mark = source.mark();
        for (var update : updates) {
            take(source, update);
            mark = String.valueOf(update.path("update_id").asLong() + 1);
        }
        return Optional.ofNullable(mark);
    }

    private JsonNode updates(Source source) throws IOException, InterruptedException {
        var parameters = new LinkedHashMap<>(Map.of("limit", "100", "timeout", "0", "allowed_updates", KINDS));
        if (source.mark() != null) {
            parameters.put("offset", source.mark());
        }
        return call(source, "getUpdates", parameters);
    }

    private Optional<String> keepWebhook(Source source) throws IOException, InterruptedException {
        var address = settings.link("api/intake/" + source.key());
        var known = call(source, "getWebhookInfo", Map.of());
        if (!known.path("url").asText().equals(address) || source.mark() == null) {
            call(
                    source,
                    "setWebhook",
                    Map.of("url", address, "secret_token", source.setting(SECRET), "allowed_updates", KINDS));
        } else if (known.path("pending_update_count").asInt() > 0 && known.hasNonNull("last_error_message")) {
            throw new Refusal(
                    "messengers.telegram.cannotCall",
                    known.path("last_error_message").asText());
        }
        return Optional.of(WEBHOOK);
    }

    @Override
    public Reply receive(Source source, Call call) throws CalledKind.Refused {
        if (!source.setting(WAY).equals(WEBHOOK) || !Secret.fits(call.header(SECRET_HEADER), source.setting(SECRET))) {
            throw new CalledKind.Refused(401, "messengers.notProved");
        }
        try {
            take(source, http.read(call.text()));
        } catch (IOException garbage) {
            throw new CalledKind.Refused(400, "messengers.garbage");
        }
        return Reply.json(200, "{}");
    }

    private void take(Source source, JsonNode update) {
        var edited = update.path("edited_message");
        var message = edited.isObject() ? edited : update.path("message");
        var chat = message.path("chat");
        // Groups and channels talk among themselves, not with us. A bare /start is the button with which every chat
        // begins: nobody has said
        // anything yet.
        if (chat.has("id")
                && chat.path("type").asText().equals("private")
                && !message.path("text").asText().equals("/start")) {
            items.receive(source, draft(message));
        }
    }

    private static ItemDraft draft(JsonNode message) {
        var from = message.path("from");
        var chat = message.path("chat");
        var name = Stream.of(
                        from.path("first_name").asText(), from.path("last_name").asText())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        var user = from.path("username").asText();
        var fields = new LinkedHashMap<String, String>();
        if (!user.isEmpty()) {
            fields.put("telegram", "@" + user);
        }
        var files = FILES.stream()
                .filter(message::has)
                .map(kind -> file(kind, message.path(kind)))
                .toList();
        if (!files.isEmpty()) {
            fields.put("file", String.join(", ", files));
        }
        var contact = message.path("contact");
        return new ItemDraft(
                chat.path("id").asText() + ":" + message.path("message_id").asText(),
                true,
                new ItemDraft.Sender(
                        name.isEmpty() ? user : name,
                        null,
                        contact.hasNonNull("phone_number")
                                ? contact.path("phone_number").asText()
                                : null,
                        CHAT + chat.path("id").asText(),
                        null),
                "",
                message.path("text").asText(message.path("caption").asText()),
                user.isEmpty() ? null : "https://t.me/" + user,
                fields,
                moment(message),
                message.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String file(String kind, JsonNode file) {
        return file.hasNonNull("file_name") ? file.path("file_name").asText() : kind;
    }

    private static @Nullable Instant moment(JsonNode message) {
        var seconds = message.path("edit_date").asLong(message.path("date").asLong());
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /** @return what the method answers */
    JsonNode call(Source source, String method, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return result(http.call(address(source, method), parameters));
    }

    void sendFile(Source source, String chat, String name, String type, byte[] content)
            throws IOException, InterruptedException {
        result(http.upload(address(source, "sendDocument"), Map.of("chat_id", chat), "document", name, type, content));
    }

    private static String address(Source source, String method) {
        return source.setting(API) + "/bot" + source.setting(TOKEN) + "/" + method;
    }

    private static JsonNode result(JsonNode answer) throws MessengerRefused {
        if (!answer.path("ok").asBoolean()) {
            throw new MessengerRefused(
                    answer.path("error_code").asInt(),
                    answer.path("description").asText());
        }
        return answer.path("result");
    }

    /** Whether another attempt is useless: the chat is gone, or the person has blocked the bot. */
    static boolean isFinal(MessengerRefused refused) {
        return refused.code() >= 400
                && refused.code() < 429
                && refused.code() != UNAUTHORIZED
                && refused.code() != CONFLICT;
    }

    static boolean wasNotAsked(IOException failure) {
        return failure instanceof ConnectException || failure instanceof java.net.http.HttpConnectTimeoutException;
    }
}
