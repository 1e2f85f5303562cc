package otklik.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Telphin's cloud PBX: calls by its REST interface, first the employee's phone and then the client's; events by a webhook that carries no
 * signature, so that a secret in its path and the addresses it comes from are all that proves it.
 */
@Component
class Telphin implements PhoneProvider, TellsByWeb {
    static final String KEY = "telphin";
    private static final String SERVER = "server";
    private static final String CLIENT = "clientId";
    private static final String CLIENT_SECRET = "clientSecret";
    private static final String SECRET = "secret";
    private static final String ADDRESSES = "addresses";
    private static final String API = "/api/ver1.0";
    private static final String RECORD = "record:";
    private static final List<String> EVENTS = List.of("dial-in", "dial-out", "answer", "hangup");
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int PER_PAGE = 100;
    private static final int PAGES = 50;
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);
    private static final Duration SLACK = Duration.ofMinutes(1);
    private static final long MICROS = 1_000_000;
    private static final long MICROS_OF_2001 = 1_000_000_000_000_000L;

    private final WebCalls web;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private volatile @Nullable Extensions extensions;

    Telphin(WebCalls web, Clock clock) {
        this.web = web;
        this.clock = clock;
    }

    private record Token(String text, Instant until) {}

    /** Ids of the extensions by their number. */
    private record Extensions(String server, Map<String, String> ids, Instant until) {}

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field(SERVER, Type.TEXT, true, "https://apiproxy.telphin.ru"),
                new Field(CLIENT, Type.TEXT, true, ""),
                new Field(CLIENT_SECRET, Type.SECRET, true, ""),
                new Field(SECRET, Type.SECRET, true, ""),
                new Field(ADDRESSES, Type.TEXT, false, ""));
    }

    @Override
    public void check(Line line) {
        WebCalls.check(line.setting(SERVER), SERVER);
        TellsByWeb.checkSecret(line);
    }

    /** Its interface knows no limit. */
    @Override
    public boolean endsRinging() {
        return false;
    }

    @Override
    public @Nullable String dial(Line line, PhoneCall call, Duration ring) throws Exception {
        var extension = line.extension();
        if (extension == null) {
            throw new NotTaken(CallCause.PROVIDER_FAILED, CallProblem.NO_EXTENSION);
        }
        var id = knownId(line, extension)
                .orElseThrow(() -> new NotTaken(CallCause.PROVIDER_FAILED, CallProblem.unknownExtension(extension)));
        var order = Map.of(
                "src_num", List.of(extension),
                "dst_num", call.number().substring(1));
        var answer = call(line, "POST", "/extension/" + id + "/callback/", order);
        if (answer.status() >= FIRST_SERVER_ERROR) {
            throw new IOException("Telphin answered " + answer.status());
        }
        if (!answer.isGood()) {
            throw new NotTaken(
                    answer.status() == TOO_MANY ? CallCause.CONGESTION : CallCause.PROVIDER_FAILED,
                    CallProblem.refused(said(answer)));
        }
        var reference = answer.body().path("call_api_id").asText();
        if (reference.isEmpty()) {
            throw new IOException("Telphin took the call without naming it");
        }
        return reference;
    }

    /** Whatever fails here, nobody has been asked to call yet. */
    private Optional<String> knownId(Line line, String extension) throws NotTaken, InterruptedException {
        try {
            return idOf(line, extension);
        } catch (IOException failure) {
            throw new NotTaken(CallCause.PROVIDER_FAILED, CallProblem.unreachable(failure.toString()));
        }
    }

    @Override
    public void hangUp(Line line, PhoneCall call, @Nullable String reference) throws Exception {
        var extension = line.extension();
        if (extension == null) {
            return;
        }
        if (reference == null) {
            // Its events may name the call yet, and then it is hung up.
            throw new IOException("Telphin has not named the call");
        }
        var id = idOf(line, extension);
        if (id.isEmpty()) {
            return;
        }
        var answer = call(line, "DELETE", "/extension/" + id.get() + "/current_calls/" + encoded(reference), null);
        if (!answer.isGood() && answer.status() != NOT_FOUND) {
            throw new IOException(said(answer));
        }
    }

    @Override
    public Health health(Line line) {
        try {
            var answer = call(line, "GET", "/client/@me/extension/?page=1&per_page=1", null);
            return answer.isGood()
                    ? Health.well("telephony.telphin.works")
                    : Health.ill("telephony.telphin.refused", said(answer));
        } catch (Refused refused) {
            return Health.ill("telephony.telphin.refused", String.valueOf(refused.getMessage()));
        } catch (IOException broken) {
            return Health.ill("telephony.telphin.unreachable", broken.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Health.ill("telephony.telphin.unreachable", "");
        }
    }

    @Override
    public Health connect(Line line, List<String> numbers, String address) {
        try {
            var connected = 0;
            for (var number : numbers) {
                var id = idOf(line, number);
                if (id.isEmpty()) {
                    return Health.ill("telephony.telphin.noExtension", number);
                }
                connect(line, id.get(), address);
                connected++;
            }
            return Health.well("telephony.telphin.connected", connected);
        } catch (IOException broken) {
            return Health.ill("telephony.telphin.unreachable", broken.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Health.ill("telephony.telphin.unreachable", "");
        }
    }

    private void connect(Line line, String id, String address) throws IOException, InterruptedException {
        var path = "/extension/" + id + "/event/";
        var known = call(line, "GET", path, null).body();
        for (var event : EVENTS) {
            var isThere = false;
            for (var one : known) {
                isThere |= one.path("event_type").asText().equals(event)
                        && one.path("url").asText().equals(address);
            }
            if (!isThere) {
                var answer = call(line, "POST", path, Map.of("event_type", event, "method", "POST", "url", address));
                if (!answer.isGood()) {
                    throw new IOException(said(answer));
                }
            }
        }
    }

    /** Where the sound lies for some minutes; the name of it came with the end of the call. */
    @Override
    public Optional<URI> recording(Line line, String name) throws Exception {
        if (!name.startsWith(RECORD)) {
            return Optional.empty();
        }
        var answer = call(
                line, "GET", "/client/@me/record/" + encoded(name.substring(RECORD.length())) + "/storage_url/", null);
        return answer.isGood()
                ? Optional.of(URI.create(answer.body().path("record_url").asText()))
                : Optional.empty();
    }

    @Override
    public Optional<CallNews> read(Line line, Map<String, String> form) {
        var event = form.getOrDefault("EventType", "");
        var reference = first(form, "CallAPIID", "CallID");
        var part = first(form, "SubCallID", "CallID");
        if (!EVENTS.contains(event) || reference.isEmpty() || part.isEmpty()) {
            return Optional.empty();
        }
        var isOurs = !form.getOrDefault("CallBackID", "").isEmpty();
        var isToEmployee = form.getOrDefault("CallFlow", "").equals("in");
        var told = new Told(form, part + "/" + event, reference, isOurs && !isToEmployee);
        return isOurs && isToEmployee ? ofEmployee(told, event) : ofClient(told, event, isToEmployee);
    }

    /** @param isOurClient whether it is of the leg to the client of a call that we have ordered */
    private record Told(Map<String, String> form, String eventId, String reference, boolean isOurClient) {
        String field(String name) {
            return form.getOrDefault(name, "").strip();
        }
    }

    /** The first leg of a call that we have ordered: it rings at the employee's. Only that he does not lift the receiver is news. */
    private Optional<CallNews> ofEmployee(Told told, String event) {
        return event.equals("hangup") && !told.field("CallStatus").equals("ANSWER")
                ? Optional.of(news(told, CallNews.Kind.ENDED, CallCause.CANCELLED))
                : Optional.empty();
    }

    private Optional<CallNews> ofClient(Told told, String event, boolean isIncoming) {
        return switch (event) {
            case "dial-in" -> isIncoming ? Optional.of(news(told, CallNews.Kind.ARRIVED, null)) : Optional.empty();
            case "dial-out" -> Optional.of(news(told, CallNews.Kind.RINGING, null));
            case "answer" -> Optional.of(news(told, CallNews.Kind.ANSWERED, null));
            case "hangup" -> Optional.of(news(told, CallNews.Kind.ENDED, cause(told.field("CallStatus"))));
            default -> Optional.empty();
        };
    }

    private static CallCause cause(String status) {
        return switch (status) {
            case "ANSWER" -> CallCause.ANSWERED;
            case "BUSY" -> CallCause.BUSY;
            case "REJECTED", "DECLINED", "DENIED" -> CallCause.DECLINED;
            case "INVALIDARGS", "INVALID", "NOTFOUND" -> CallCause.INVALID_NUMBER;
            case "CONGESTION", "CHANUNAVAIL" -> CallCause.CONGESTION;
            default -> CallCause.NO_ANSWER;
        };
    }

    private CallNews news(Told told, CallNews.Kind kind, @Nullable CallCause cause) {
        var record = told.field("RecID");
        return new CallNews(
                KEY,
                told.eventId(),
                null,
                told.reference(),
                kind,
                cause,
                at(told.field("EventTime")),
                told.field(told.isOurClient() ? "CalledNumber" : "CallerIDNum"),
                extension(told.field(told.isOurClient() ? "CallerExtension" : "CalledExtension")),
                record.isEmpty() ? null : RECORD + record,
                talk(told.field("BridgedDuration")),
                told.form().entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }

    /** {@code 00012*101@sip.telphin.ru}: the number is between the star and the sign. */
    private static @Nullable String extension(String text) {
        var number = text.replaceFirst("@.*", "").replaceFirst("^.*\\*", "");
        return number.isEmpty() ? null : number;
    }

    private Instant at(String micros) {
        if (!micros.matches("\\d{16,17}") || Long.parseLong(micros) < MICROS_OF_2001) {
            return clock.instant();
        }
        var all = Long.parseLong(micros);
        return Instant.ofEpochSecond(all / MICROS, all % MICROS * 1000);
    }

    private static @Nullable Duration talk(String seconds) {
        return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static String first(Map<String, String> form, String... names) {
        for (var name : names) {
            var value = form.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** Telphin's id of an extension; asked once in ten minutes for all. */
    private Optional<String> idOf(Line line, String number) throws IOException, InterruptedException {
        var known = extensions;
        if (known == null
                || !known.server().equals(line.setting(SERVER))
                || known.until().isBefore(clock.instant())
                || !known.ids().containsKey(number)) {
            known = new Extensions(
                    line.setting(SERVER), all(line), clock.instant().plus(KNOWN_FOR));
            extensions = known;
        }
        return Optional.ofNullable(known.ids().get(number));
    }

    private Map<String, String> all(Line line) throws IOException, InterruptedException {
        var ids = new HashMap<String, String>();
        for (var page = 1; page <= PAGES; page++) {
            var answer = call(
                    line,
                    "GET",
                    "/client/@me/extension/?type=phone&page=%d&per_page=%d".formatted(page, PER_PAGE),
                    null);
            if (!answer.isGood()) {
                throw new IOException(said(answer));
            }
            for (var one : answer.body()) {
                var number = extension(one.path("name").asText());
                if (number != null) {
                    ids.put(number, one.path("id").asText());
                }
            }
            if (answer.body().size() < PER_PAGE) {
                break;
            }
        }
        return ids;
    }

    /** Telphin does not know us. */
    private static final class Refused extends IOException {
        Refused(String reason) {
            super(reason);
        }
    }

    /** Once more with a new token where the old one is refused: it may end before its time. */
    private WebCalls.Answer call(Line line, String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        var answer = send(line, method, path, body, token(line));
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        tokens.remove(name(line));
        return send(line, method, path, body, token(line));
    }

    private WebCalls.Answer send(Line line, String method, String path, @Nullable Object body, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(line.setting(SERVER) + API + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
        if (body == null) {
            return web.send(request.method(method, HttpRequest.BodyPublishers.noBody()));
        }
        return web.send(request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(web.write(body))));
    }

    private String token(Line line) throws IOException, InterruptedException {
        var known = tokens.get(name(line));
        if (known != null && known.until().isAfter(clock.instant())) {
            return known.text();
        }
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", line.setting(CLIENT));
        form.put("client_secret", line.setting(CLIENT_SECRET));
        var answer = web.send(HttpRequest.newBuilder(URI.create(line.setting(SERVER) + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&")))));
        var text = answer.body().path("access_token").asText();
        if (!answer.isGood() || text.isEmpty()) {
            throw new Refused(said(answer));
        }
        var life =
                Duration.ofSeconds(answer.body().path("expires_in").asLong(0)).minus(SLACK);
        tokens.put(name(line), new Token(text, clock.instant().plus(life)));
        return text;
    }

    private static String name(Line line) {
        return line.setting(SERVER) + " " + line.setting(CLIENT) + " "
                + line.setting(CLIENT_SECRET).hashCode();
    }

    private static String said(WebCalls.Answer answer) {
        var message = message(answer.body());
        return message.isEmpty() ? "Telphin answered " + answer.status() : message + " (" + answer.status() + ")";
    }

    private static String message(JsonNode body) {
        for (var name : List.of("message", "error_description", "error", "detail")) {
            if (body.hasNonNull(name)) {
                return body.path(name).asText();
            }
        }
        return "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether the webhook may come from the address; any where none is named. */
    static boolean mayCome(Line line, String address) {
        var allowed = line.setting(ADDRESSES);
        return allowed.isEmpty() || List.of(allowed.split("[\\s,;]+")).contains(address);
    }
}
