package otklik.messengers;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.sources.CalledKind;
import otklik.sources.ItemDraft;
import otklik.sources.Items;
import otklik.sources.Source;

/** A VK community that calls us (Callback API): it proves itself by a secret in the body and wants the answer {@code ok}, or it repeats. */
@Component
class Vk implements CalledKind {
    static final String KEY = "vk";
    static final String CHAT = "vk:";
    static final int LONGEST_TEXT = 4096;
    private static final Logger log = LoggerFactory.getLogger(Vk.class);
    private static final String GROUP = "group";
    private static final String CONFIRMATION = "confirmation";
    private static final String SECRET = "secret";
    private static final String TOKEN = "token";
    private static final String API = "api";
    private static final String VERSION = "5.199";
    private static final String OK = "ok";
    /** Numbers of conversations of several people begin here. */
    private static final long FIRST_CONVERSATION = 2_000_000_000L;

    private static final int NAMES = 10_000;
    private static final Duration NAME_LASTS = Duration.ofHours(1);
    private static final Duration CHECK = Duration.ofMinutes(10);

    private record Person(String source, long id) {}

    private final MessengerApi http;
    private final Items items;
    private final Cache<Person, String> names = Caffeine.newBuilder()
            .maximumSize(NAMES)
            .expireAfterWrite(NAME_LASTS)
            .build();

    Vk(MessengerApi http, Items items) {
        this.http = http;
        this.items = items;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.number(GROUP, ""),
                Field.text(CONFIRMATION).mandatory(),
                Field.secret(SECRET).mandatory(),
                Field.secret(TOKEN).mandatory(),
                Field.text(API).startingWith("https://api.vk.com").mandatory());
    }

    @Override
    public List<String> destinations() {
        return List.of(API);
    }

    @Override
    public void check(Source source) {
        MessengerApi.check(source.setting(API));
    }

    @Override
    public Words test(Source source) throws Exception {
        try {
            return Words.of("messengers.vk.works", community(source));
        } catch (MessengerRefused refused) {
            throw inWords(refused);
        }
    }

    private static Refusal inWords(MessengerRefused refused) {
        return new Refusal("messengers.vk.refused", String.valueOf(refused.code()), refused.getMessage() + "");
    }

    private String community(Source source) throws IOException, InterruptedException {
        var groups = call(source, "groups.getById", Map.of("group_id", source.setting(GROUP)));
        return groups.findPath("name").asText();
    }

    /** Nothing is fetched; the look only finds out whether the key still opens the community. */
    @Override
    public Optional<Duration> pollInterval(Source source) {
        return Optional.of(CHECK);
    }

    @Override
    public Optional<String> poll(Source source) throws Exception {
        try {
            community(source);
        } catch (MessengerRefused refused) {
            throw inWords(refused);
        }
        return Optional.empty();
    }

    @Override
    public Reply receive(Source source, Call call) throws CalledKind.Refused {
        JsonNode event;
        try {
            event = http.read(call.text());
        } catch (IOException garbage) {
            throw new CalledKind.Refused(400, "messengers.garbage");
        }
        if (event == null || !event.path("group_id").asText().equals(source.setting(GROUP))) {
            throw new CalledKind.Refused(403, "messengers.vk.otherGroup");
        }
        var type = event.path("type").asText();
        if (type.equals(CONFIRMATION)) {
            return Reply.text(source.setting(CONFIRMATION));
        }
        if (!Secret.fits(event.path(SECRET).asText(), source.setting(SECRET))) {
            throw new CalledKind.Refused(403, "messengers.notProved");
        }
        var object = event.path("object");
        switch (type) {
            case "message_new" -> take(source, object.has("message") ? object.path("message") : object);
            case "message_edit" -> take(source, object);
            default -> log.debug("An event {} of {} is not for us", type, source.key());
        }
        return Reply.text(OK);
    }

    /** What the community itself has written comes back as events too; conversations of several people are not with us. */
    private void take(Source source, JsonNode message) {
        if (message.path("out").asInt() == 1
                || !message.has("peer_id")
                || message.path("peer_id").asLong() >= FIRST_CONVERSATION) {
            return;
        }
        var from = message.path("from_id").asLong();
        var fields = new LinkedHashMap<String, String>();
        var files = StreamSupport.stream(message.path("attachments").spliterator(), false)
                .map(file -> file.path("type").asText())
                .collect(Collectors.joining(", "));
        if (!files.isEmpty()) {
            fields.put("file", files);
        }
        var peer = message.path("peer_id").asText();
        var seconds = message.path("update_time").asLong(message.path("date").asLong());
        items.receive(
                source,
                new ItemDraft(
                        peer + ":"
                                + message.path("conversation_message_id")
                                        .asText(message.path("id").asText()),
                        true,
                        new ItemDraft.Sender(name(source, from), null, null, CHAT + peer, null),
                        "",
                        message.path("text").asText(),
                        "https://vk.com/" + (from > 0 ? "id" + from : "club" + -from),
                        fields,
                        seconds == 0 ? null : Instant.ofEpochSecond(seconds),
                        // Not the whole call: the secret stands beside the message.
                        message.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The person's name; his number where VK does not tell it now: the message is more important than the name. */
    private String name(Source source, long id) {
        var person = new Person(source.key(), id);
        var known = names.getIfPresent(person);
        if (known != null) {
            return known;
        }
        var number = id > 0 ? "id" + id : "club" + -id;
        if (id <= 0) {
            return number;
        }
        try {
            var user = call(source, "users.get", Map.of("user_ids", String.valueOf(id)))
                    .path(0);
            var name = (user.path("first_name").asText() + " "
                            + user.path("last_name").asText())
                    .strip();
            if (!name.isEmpty()) {
                names.put(person, name);
                return name;
            }
        } catch (IOException unknown) {
            log.info("The name of {} is not known: {}", number, unknown.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return number;
    }

    JsonNode call(Source source, String method, Map<String, String> parameters)
            throws IOException, InterruptedException {
        var form = new HashMap<>(parameters);
        form.put("access_token", source.setting(TOKEN));
        form.put("v", VERSION);
        var answer = http.call(source.setting(API) + "/method/" + method, form);
        var error = answer.path("error");
        if (error.isObject()) {
            throw new MessengerRefused(
                    error.path("error_code").asInt(), error.path("error_msg").asText());
        }
        return answer.path("response");
    }
}
