package otklik.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.sources.CalledKind.Call;
import otklik.sources.CalledKind.Refused;
import otklik.sources.Mapping.Target;

/** Makes items of calls with fields: JSON or the encoding of forms, told apart by the content type, mapped as the source says. */
@Component
class Intake {
    static final String MAPPING = "mapping";
    private static final int LARGEST_KILOBYTES = 20_480;
    /** As many as of a JSON document. */
    private static final int MOST_FIELDS = 500;

    private static final String IDEMPOTENCY = "Idempotency-Key";

    private final ObjectMapper json = new ObjectMapper();
    private final Items items;
    private final Clock clock;

    Intake(Items items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    static void checkLimits(Source source) {
        for (var limit : Set.of(CalledKind.PER_STRANGER, CalledKind.PER_MINUTE, CalledKind.LARGEST)) {
            if (limit(source, limit, 0) < 1) {
                throw new Refusal("sources.intake.noLimit").at(limit);
            }
        }
        if (limit(source, CalledKind.PER_STRANGER, 0) > IntakeLimits.PER_NETWORK) {
            throw new Refusal("sources.intake.tooMany", IntakeLimits.PER_NETWORK).at(CalledKind.PER_STRANGER);
        }
        if (limit(source, CalledKind.LARGEST, 0) > LARGEST_KILOBYTES) {
            throw new Refusal("sources.intake.tooLarge", LARGEST_KILOBYTES).at(CalledKind.LARGEST);
        }
        Mapping.of(source.setting(MAPPING));
    }

    /** The fields of a call, by paths with dots. */
    Map<String, String> fields(Call call) throws Refused {
        var type = call.header("content-type");
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return form(call.body(), type);
        }
        try {
            var document = json.readTree(call.body());
            if (document == null || document.isMissingNode()) {
                throw new Refused(400, "sources.intake.empty");
            }
            return Mapping.flat(document);
        } catch (JsonProcessingException garbage) {
            throw new Refused(400, "sources.intake.garbage");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> form(byte[] body, String type) throws Refused {
        var charset = charset(type);
        var pairs = new String(body, StandardCharsets.ISO_8859_1).split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            throw new Refused(400, "sources.intake.garbage");
        }
        // A field that is there several times, such as ticked boxes, has all of its values.
        var values = new LinkedHashMap<String, StringJoiner>();
        try {
            for (var pair : pairs) {
                if (!pair.isEmpty()) {
                    var parts = pair.split("=", 2);
                    values.computeIfAbsent(URLDecoder.decode(parts[0], charset), name -> new StringJoiner(", "))
                            .add(parts.length < 2 ? "" : URLDecoder.decode(parts[1], charset));
                }
            }
        } catch (IllegalArgumentException garbage) {
            throw new Refused(400, "sources.intake.garbage");
        }
        var fields = new LinkedHashMap<String, String>();
        values.forEach((name, joined) -> fields.put(name, joined.toString()));
        return fields;
    }

    private static Charset charset(String type) {
        var at = type.toLowerCase(java.util.Locale.ROOT).indexOf("charset=");
        try {
            return at < 0
                    ? StandardCharsets.UTF_8
                    : Charset.forName(type.substring(at + "charset=".length())
                            .replaceAll("[;\"\\s].*", "")
                            .strip());
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /**
     * Stores what the fields say.
     *
     * @param ignored fields that are ours and not the sender's
     */
    Items.Outcome store(Source source, Call call, Map<String, String> fields, Set<String> ignored) throws Refused {
        var mapping = Mapping.of(source.setting(MAPPING));
        var found = mapping.apply(fields);
        var rest = mapping.rest(fields, ignored);
        rest.values().removeIf(String::isBlank);
        if (found.isEmpty() && rest.isEmpty()) {
            throw new Refused(400, "sources.intake.empty");
        }
        return items.receive(
                source,
                new ItemDraft(
                        id(call, found.get(Target.ID)),
                        false,
                        new ItemDraft.Sender(
                                found.getOrDefault(Target.NAME, ""),
                                found.get(Target.EMAIL),
                                found.get(Target.PHONE),
                                null,
                                found.get(Target.COMPANY)),
                        found.getOrDefault(Target.SUBJECT, ""),
                        found.getOrDefault(Target.TEXT, found.isEmpty() ? words(rest) : ""),
                        found.get(Target.LINK),
                        rest,
                        Mapping.moment(Optional.ofNullable(found.get(Target.SENT_AT))),
                        call.body()));
    }

    /**
     * The caller's key, else the id in the call. A call without either counts as a repeat of the same bytes on the same day: whoever sends the
     * same words tomorrow means it.
     */
    private String id(Call call, @org.jspecify.annotations.Nullable String mapped) {
        var key = call.header(IDEMPOTENCY).strip();
        if (!key.isEmpty()) {
            return "key:" + key;
        }
        return mapped != null
                ? "id:" + mapped
                : "body:" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ":" + hash(call.body());
    }

    private static String words(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The whole body, unless it is larger than the source allows. */
    static byte[] body(HttpServletRequest request, Source source, int kilobytesByDefault) throws IOException, Refused {
        var kilobytes = limit(source, CalledKind.LARGEST, kilobytesByDefault);
        var most = kilobytes * 1024;
        var bytes = request.getContentLengthLong() > most
                ? new byte[0]
                : request.getInputStream().readNBytes(most + 1);
        if (request.getContentLengthLong() > most || bytes.length > most) {
            throw new Refused(413, "sources.intake.bodyTooLarge", kilobytes);
        }
        return bytes;
    }

    static int limit(Source source, String name, int byDefault) {
        var text = source.setting(name);
        return text.isEmpty() ? byDefault : Integer.parseInt(text);
    }
}
