package otklik.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;

/**
 * Which field of a call is which of ours: a line {@code target = path, path} for each, the path with dots into a JSON object
 * ({@code lead.contact.0.name}). Of several paths the first that holds something counts; a name and a text are put together from all of them.
 * What no line names is kept beside the message under its own name.
 */
public final class Mapping {
    private static final int DEPTH = 20;
    private static final int MOST_FIELDS = 500;
    private static final Pattern LINE = Pattern.compile("\\s*+([A-Za-z]+)\\s*+=\\s*+(.*)");
    private static final Pattern SECONDS = Pattern.compile("\\d{9,10}");

    private final Map<Target, List<String>> paths;

    private Mapping(Map<Target, List<String>> paths) {
        this.paths = paths;
    }

    /** What a message has. */
    public enum Target {
        /** The caller's own id: the same one is stored once. */
        ID,
        NAME,
        EMAIL,
        PHONE,
        COMPANY,
        SUBJECT,
        TEXT,
        LINK,
        /** A moment by ISO-8601, or seconds since 1970. */
        SENT_AT;

        /** As it is written in a line. */
        public String word() {
            return this == SENT_AT ? "sentAt" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** What fits most forms and services. */
    static final String USUAL =
            """
            id = id
            name = name, fio, contact.name
            email = email, mail, contact.email
            phone = phone, tel, contact.phone
            company = company, organization
            subject = subject, theme
            text = text, message, comment
            link = page, url
            sentAt = created_at""";

    /** @throws Refusal which names the line that cannot be read */
    public static Mapping of(String text) {
        var paths = new EnumMap<Target, List<String>>(Target.class);
        for (var line : text.lines().filter(found -> !found.isBlank()).toList()) {
            var parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new Refusal("sources.mapping.wrongLine", line).at("mapping");
            }
            var target = Arrays.stream(Target.values())
                    .filter(known -> known.word().equalsIgnoreCase(parts.group(1)))
                    .findFirst()
                    .orElseThrow(
                            () -> new Refusal("sources.mapping.unknownTarget", parts.group(1), words()).at("mapping"));
            var found = Arrays.stream(parts.group(2).split(","))
                    .map(String::strip)
                    .filter(path -> !path.isEmpty())
                    .toList();
            if (paths.put(target, found) != null) {
                throw new Refusal("sources.mapping.twice", target.word()).at("mapping");
            }
        }
        return new Mapping(paths);
    }

    private static String words() {
        return Arrays.stream(Target.values()).map(Target::word).collect(Collectors.joining(", "));
    }

    public List<String> paths(Target target) {
        return paths.getOrDefault(target, List.of());
    }

    /** As text again, for keeping. */
    public static String write(Map<Target, String> lines) {
        return Arrays.stream(Target.values())
                .filter(target -> !lines.getOrDefault(target, "").isBlank())
                .map(target ->
                        target.word() + " = " + lines.getOrDefault(target, "").strip())
                .collect(Collectors.joining("\n"));
    }

    /** All that has a value in a JSON document, by paths with dots; at most 500 fields and 20 floors deep. */
    public static Map<String, String> flat(JsonNode document) {
        var flat = new LinkedHashMap<String, String>();
        flatten("", document, 0, flat);
        return flat;
    }

    private static void flatten(String path, JsonNode node, int depth, Map<String, String> flat) {
        if (depth > DEPTH || flat.size() >= MOST_FIELDS) {
            return;
        }
        var prefix = path.isEmpty() ? "" : path + ".";
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(prefix + field.getKey(), field.getValue(), depth + 1, flat));
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                flatten(prefix + i, node.get(i), depth + 1, flat);
            }
        } else if (!node.isNull()) {
            flat.put(path.isEmpty() ? "body" : path, node.asText());
        }
    }

    /** What our fields would hold; a target without a value is not there. */
    public Map<Target, String> apply(Map<String, String> call) {
        var values = new EnumMap<Target, String>(Target.class);
        for (var target : Target.values()) {
            var found = paths(target).stream()
                    .map(path -> call.getOrDefault(path, "").strip())
                    .filter(value -> !value.isEmpty());
            var value =
                    switch (target) {
                        case NAME -> found.collect(Collectors.joining(" "));
                        case TEXT -> found.collect(Collectors.joining("\n\n"));
                        default -> found.findFirst().orElse("");
                    };
            if (!value.isEmpty()) {
                values.put(target, value);
            }
        }
        return values;
    }

    /** What no line names. */
    Map<String, String> rest(Map<String, String> call, Set<String> ignored) {
        var named = new HashSet<>(ignored);
        paths.values().forEach(named::addAll);
        var rest = new LinkedHashMap<>(call);
        rest.keySet().removeAll(named);
        return rest;
    }

    static @Nullable Instant moment(Optional<String> text) {
        if (text.isEmpty()) {
            return null;
        }
        if (SECONDS.matcher(text.get()).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text.get()));
        }
        try {
            return OffsetDateTime.parse(text.get()).toInstant();
        } catch (DateTimeParseException noMoment) {
            return null;
        }
    }
}
