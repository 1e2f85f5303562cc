package otklik.customers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which companies a list shows, and in which order: those that meet all the conditions. As {@link #query} it stands in the address of the
 * list, in saved views, in segments and in batches.
 *
 * @param text parts of names, phones in any spelling, addresses, a taxpayer or a company's number; blank for all
 * @param responsible login; {@link #ME} for the person who looks, {@link #NOBODY} for companies without one; none for all
 * @param tag that they have; none for all
 * @param step where they stand with what is to be done next; none for all
 * @param state none for those that one may work with or must not disturb: deleted and merged ones are shown when asked for
 * @param inWork only those in work, or only those that are not; none for all
 * @param interest id of a product in which they were interested; none for all
 * @param noPurchase id of a product that they never bought (S1.39); none for all
 * @param contactedFrom first day of the last contact, in our zone
 * @param contactedUntil last day of the last contact; companies that nobody ever talked with belong to it, unless there is a first day
 * @param segment id of a segment whose members they are; none for all
 * @param custom condition on each added field by its key: text that it begins with, a choice, {@code yes} or {@code no}; of numbers and
 *     days also {@code from..to} with either end left out
 */
public record CompanyFilter(
        String text,
        @Nullable String responsible,
        @Nullable String tag,
        @Nullable NextStep step,
        @Nullable CompanyState state,
        @Nullable Boolean inWork,
        @Nullable Long interest,
        @Nullable Long noPurchase,
        @Nullable LocalDate contactedFrom,
        @Nullable LocalDate contactedUntil,
        @Nullable Long segment,
        Map<String, String> custom,
        CompanyOrder order) {
    /** Stands for the person who looks, whoever that is. */
    public static final String ME = "@me";
    /** Stands for nobody at all. */
    public static final String NOBODY = "@nobody";

    /** All that one may see, what is to be done first before the others. */
    public static final CompanyFilter ALL = new CompanyFilter(
            "", null, null, null, null, null, null, null, null, null, null, Map.of(), CompanyOrder.NEXT);

    private static final String CUSTOM = "f.";
    private static final int LONGEST_TEXT = 200;

    public CompanyFilter saying(String newText) {
        return with("text", newText.strip());
    }

    public CompanyFilter of(@Nullable String newResponsible) {
        return with("responsible", newResponsible);
    }

    public CompanyFilter tagged(@Nullable String newTag) {
        return with("tag", newTag);
    }

    public CompanyFilter at(@Nullable NextStep newStep) {
        return with("step", newStep);
    }

    public CompanyFilter in(@Nullable CompanyState newState) {
        return with("state", newState);
    }

    public CompanyFilter inWork(@Nullable Boolean whether) {
        return with("work", whether);
    }

    public CompanyFilter interestedIn(@Nullable Long product) {
        return with("interest", product);
    }

    public CompanyFilter neverBought(@Nullable Long product) {
        return with("notBought", product);
    }

    public CompanyFilter contacted(@Nullable LocalDate first, @Nullable LocalDate last) {
        return with("from", first).with("until", last);
    }

    public CompanyFilter inSegment(@Nullable Long id) {
        return with("segment", id);
    }

    public CompanyFilter where(String field, String condition) {
        return with(CUSTOM + field, condition.strip());
    }

    public CompanyFilter by(CompanyOrder newOrder) {
        return with("order", newOrder);
    }

    private CompanyFilter with(String name, @Nullable Object part) {
        var parts = parts();
        if (part == null || part.toString().isEmpty()) {
            parts.remove(name);
        } else {
            parts.put(name, part.toString());
        }
        return of(parts);
    }

    /** Whether a condition narrows the list; the order does not. */
    public boolean isNarrowed() {
        return !by(CompanyOrder.NEXT).equals(ALL);
    }

    /** As the query of an address, without the question mark; equal filters have equal queries, and none is empty. */
    public String query() {
        return parts().entrySet().stream()
                .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The filter of a query; what cannot be read is not asked. */
    public static CompanyFilter read(String query) {
        var parts = new LinkedHashMap<String, String>();
        Arrays.stream(query.split("&"))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .forEach(part -> parts.put(decode(part[0]), decode(part[1])));
        return of(parts);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException noEncoding) {
            return text;
        }
    }

    private Map<String, String> parts() {
        var parts = new TreeMap<String, String>();
        put(parts, "text", text);
        put(parts, "responsible", responsible);
        put(parts, "tag", tag);
        put(parts, "step", step);
        put(parts, "state", state);
        put(parts, "work", inWork);
        put(parts, "interest", interest);
        put(parts, "notBought", noPurchase);
        put(parts, "from", contactedFrom);
        put(parts, "until", contactedUntil);
        put(parts, "segment", segment);
        custom.forEach((field, condition) -> put(parts, CUSTOM + field, condition));
        put(parts, "order", order);
        return parts;
    }

    private static void put(Map<String, String> parts, String name, @Nullable Object part) {
        if (part != null && !part.toString().isEmpty()) {
            parts.put(name, part.toString());
        }
    }

    private static CompanyFilter of(Map<String, String> parts) {
        var text = parts.getOrDefault("text", "");
        var work = parts.get("work");
        var custom = new TreeMap<String, String>();
        parts.forEach((name, part) -> {
            if (name.startsWith(CUSTOM) && !part.isBlank()) {
                custom.put(name.substring(CUSTOM.length()), part);
            }
        });
        return new CompanyFilter(
                text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text,
                parts.get("responsible"),
                parts.get("tag"),
                Optional.ofNullable(parts.get("step")).flatMap(NextStep::ofName).orElse(null),
                Arrays.stream(CompanyState.values())
                        .filter(state -> state.name().equals(parts.get("state")))
                        .findFirst()
                        .orElse(null),
                work == null ? null : Boolean.valueOf(work),
                number(parts.get("interest")),
                number(parts.get("notBought")),
                day(parts.get("from")),
                day(parts.get("until")),
                number(parts.get("segment")),
                Map.copyOf(custom),
                CompanyOrder.ofName(Objects.requireNonNullElse(parts.get("order"), ""))
                        .orElse(CompanyOrder.NEXT));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }
}
