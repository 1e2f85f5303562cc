package otklik.customers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import otklik.customers.CustomField.FieldKind;
import otklik.kernel.Database;
import otklik.kernel.Refusal;

/** The conditions of a {@link CompanyFilter} in SQL, for a table {@code company c}, with their parameters. Rights are the caller's matter. */
final class CompanyQuery {
    private static final Pattern NUMBER = Pattern.compile("[Kk\u041a\u043a]-(\\d{1,18})");
    private static final Pattern PHONE = Pattern.compile("[+]?[\\d\\s()./-]{5,}");
    private static final int SHORTEST_PHONE = 5;
    /** How many dynamic segments may be named by one another. */
    private static final int DEEPEST = 5;

    private static final int MOST_WORDS = 8;
    /** From so many letters on the index of three letters helps. */
    private static final int LETTERS_OF_INDEX = 3;

    private final CompanyFilter filter;
    private final World world;
    /** Before the names of the parameters, so that those of a segment within the filter are others. */
    private final String prefix;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * What the conditions mean depends on.
     *
     * @param me login of the person who looks
     * @param country where a phone without a country code is meant
     * @param cycle when the current cycle began
     * @param fields those that the filter may ask for
     * @param segments the segment of an id, where the person may use it
     * @param isRareTag whether so few companies have the tag that it is better to look at each of them
     */
    record World(
            Database database,
            String me,
            String country,
            ZoneId zone,
            Instant now,
            Instant cycle,
            Supplier<List<CustomField>> fields,
            LongFunction<Optional<Segment>> segments,
            Predicate<String> isRareTag) {}

    CompanyQuery(CompanyFilter filter, World world) {
        this(filter, world, "");
    }

    private CompanyQuery(CompanyFilter filter, World world, String prefix) {
        this.filter = filter;
        this.world = world;
        this.prefix = prefix;
        state();
        people();
        step();
        belongings();
        contact();
        filter.custom().forEach(this::custom);
        words();
    }

    /** Begins with "and". */
    String text() {
        return text.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    static String order(CompanyOrder order) {
        return switch (order) {
            case NEXT -> "c.next_due nulls last, c.id";
            case NAME -> "c.name_sort, c.id";
            case LEAST_CONTACTED -> "c.last_contact_at nulls first, c.id";
            case LAST_CONTACTED -> "c.last_contact_at desc nulls last, c.id desc";
        };
    }

    private void and(String condition) {
        text.append(" and ").append(condition);
    }

    private void and(String condition, String name, Object value) {
        and(condition.replace(":" + name, ":" + prefix + name));
        parameters.put(prefix + name, value);
    }

    private void state() {
        if (filter.state() == null) {
            and("c.state in ('ACTIVE', 'DO_NOT_DISTURB')");
        } else {
            and("c.state = :state", "state", filter.state().name());
        }
        if (filter.inWork() != null) {
            and(filter.inWork() ? "c.in_work" : "not c.in_work");
        }
    }

    private void people() {
        var who = filter.responsible();
        if (CompanyFilter.NOBODY.equals(who)) {
            and("c.responsible is null");
        } else if (who != null) {
            and("c.responsible = :responsible", "responsible", CompanyFilter.ME.equals(who) ? world.me() : who);
        }
    }

    private void step() {
        if (filter.step() == null) {
            return;
        }
        switch (filter.step()) {
            case OVERDUE -> and("c.next_due < :now", "now", utc(world.now()));
            case TODAY -> {
                and("c.next_due >= :now", "now", utc(world.now()));
                and("c.next_due < :tomorrow", "tomorrow", utc(tomorrow()));
            }
            case PLANNED ->
                and(
                        "c.open_activities > 0 and (c.next_due >= :tomorrow or c.next_due is null)",
                        "tomorrow",
                        utc(tomorrow()));
            case NONE -> and("c.open_activities = 0");
            case MISSING -> {
                and("c.open_activities = 0 and c.in_work and c.state = 'ACTIVE'");
                notRefused();
            }
            case NOT_CONTACTED -> {
                and("c.in_work and c.state = 'ACTIVE'");
                and("(c.last_contact_at is null or c.last_contact_at < :cycle)", "cycle", utc(world.cycle()));
                notRefused();
            }
        }
    }

    /** Who has refused this cycle is left alone until the next one. */
    private void notRefused() {
        and("(c.cycle_refused_at is null or c.cycle_refused_at < :cycle)", "cycle", utc(world.cycle()));
    }

    private Instant tomorrow() {
        return day(world.now().atZone(world.zone()).toLocalDate().plusDays(1));
    }

    private void belongings() {
        if (filter.tag() != null) {
            // PostgreSQL would walk along the order of the list until it has met enough of the few; an array it takes
            // first.
            and(
                    world.database() == Database.POSTGRESQL && world.isRareTag().test(filter.tag())
                            ? "c.id = any (array(select t.company_id from company_tag t where t.tag = :tag))"
                            : "c.id in (select t.company_id from company_tag t where t.tag = :tag)",
                    "tag",
                    filter.tag());
        }
        if (filter.interest() != null) {
            and(
                    "c.id in (select i.company_id from company_product i where i.product_id = :interest and i.kind = 'INTEREST')",
                    "interest",
                    filter.interest());
        }
        if (filter.noPurchase() != null) {
            and(
                    """
                    not exists (select 1 from company_product b
                        where b.company_id = c.id and b.product_id = :noPurchase and b.kind = 'PURCHASE')""",
                    "noPurchase",
                    filter.noPurchase());
        }
        if (filter.segment() != null) {
            world.segments().apply(filter.segment()).ifPresentOrElse(this::segment, () -> and("1 = 0"));
        }
    }

    /** Conditions of a dynamic segment are asked beside those of the filter: the same company meets both. */
    private void segment(Segment segment) {
        if (segment.frozen()) {
            and(
                    "c.id in (select s.company_id from segment_member s where s.segment_id = :segment)",
                    "segment",
                    segment.id());
        } else if (prefix.length() == DEEPEST) {
            and("1 = 0");
        } else {
            var inner = new CompanyQuery(CompanyFilter.read(segment.query()), world, prefix + "s");
            text.append(inner.text());
            parameters.putAll(inner.parameters());
        }
    }

    private void contact() {
        var from = filter.contactedFrom();
        var until = filter.contactedUntil();
        if (from != null) {
            and("c.last_contact_at >= :from", "from", utc(day(from)));
        }
        if (until != null) {
            and(
                    from == null
                            ? "(c.last_contact_at < :until or c.last_contact_at is null)"
                            : "c.last_contact_at < :until",
                    "until",
                    utc(day(until.plusDays(1))));
        }
    }

    /**
     * A field that is gone, and a number or a day that cannot be read, find nothing: to show everything in its stead would be a selection
     * nobody asked for.
     */
    private void custom(String key, String condition) {
        var field = world.fields().get().stream()
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElse(null);
        if (field == null) {
            and("1 = 0");
            return;
        }
        var name = "field" + field.id();
        var where = "c.id in (select v.company_id from custom_value v where v.field_id = " + field.id() + " and ";
        switch (field.kind()) {
            case TEXT ->
                and(
                        where + "v.text_key like :" + name + " escape '!')",
                        name,
                        SearchText.literally(condition.toLowerCase(Locale.ROOT)) + "%");
            case CHOICE, YES_NO -> and(where + "v.text_key = :" + name + ")", name, condition.toLowerCase(Locale.ROOT));
            case NUMBER, DATE -> range(field, condition, where, name);
        }
    }

    private void range(CustomField field, String condition, String where, String name) {
        var column = field.kind() == FieldKind.NUMBER ? "v.number_value" : "v.date_value";
        var ends = condition.contains("..") ? condition.split("\\.\\.", 2) : new String[] {condition, condition};
        try {
            var least = end(field, ends[0]);
            var greatest = end(field, ends[1]);
            if (least == null && greatest == null) {
                and("1 = 0");
            }
            if (least != null) {
                and(where + column + " >= :" + name + "least)", name + "least", least);
            }
            if (greatest != null) {
                and(where + column + " <= :" + name + "most)", name + "most", greatest);
            }
        } catch (Refusal unreadable) {
            and("1 = 0");
        }
    }

    /** None where this end is open; refused where it cannot be read. */
    private static @Nullable Object end(CustomField field, String text) {
        return CustomFields.read(field, text)
                .map(value -> field.kind() == FieldKind.NUMBER
                        ? (Object) Objects.requireNonNull(value.number())
                        : Objects.requireNonNull(value.date()))
                .orElse(null);
    }

    private void words() {
        var said = filter.text().strip();
        if (said.isEmpty()) {
            return;
        }
        var number = NUMBER.matcher(said);
        if (number.matches()) {
            and("c.number = :number", "number", "K-" + number.group(1));
            return;
        }
        var phone = phone(said);
        if (phone != null) {
            contains(phone, 0);
            return;
        }
        var words = SearchText.small(said).split("\\s+");
        var isShort = true;
        for (int index = 0; index < Math.min(words.length, MOST_WORDS); index++) {
            isShort &= words[index].length() < LETTERS_OF_INDEX;
        }
        if (isShort) {
            // Two letters are in every third name: where nothing longer was said, they are the beginning of it.
            and("c.name_sort like :name escape '!'", "name", SearchText.literally(String.join(" ", words)) + "%");
            return;
        }
        for (int index = 0; index < Math.min(words.length, MOST_WORDS); index++) {
            contains(words[index], index);
        }
    }

    private void contains(String part, int index) {
        and("c.search_text like :word" + index + " escape '!'", "word" + index, "%" + SearchText.literally(part) + "%");
    }

    /** Digits of a phone as they stand in its key, in whatever spelling; none where the text is no phone. */
    private @Nullable String phone(String said) {
        if (!PHONE.matcher(said).matches()) {
            return null;
        }
        var digits = said.replaceAll("\\D", "");
        if (digits.length() < SHORTEST_PHONE) {
            return null;
        }
        return ContactPoint.digits(said, world.country()).orElse(digits);
    }

    private Instant day(LocalDate day) {
        return day.atStartOfDay(world.zone()).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
