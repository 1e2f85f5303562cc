package otklik.kernel;

import static otklik.kernel.Parameter.Section.CALLS;
import static otklik.kernel.Parameter.Section.CAMPAIGNS;
import static otklik.kernel.Parameter.Section.COMPANY;
import static otklik.kernel.Parameter.Section.DESK;
import static otklik.kernel.Parameter.Section.INBOX;
import static otklik.kernel.Parameter.Section.INVOICES;
import static otklik.kernel.Parameter.Section.PEOPLE;
import static otklik.kernel.Parameter.Section.REQUESTS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal.Word;

/**
 * The catalogue of the company's settings, those that administrators change on a page while the product runs. A diagram names one by its
 * {@link #key()}, such as {@code managerReplyLimit}; keys are never renamed. Values are kept as text: durations in ISO-8601, shares in
 * percent, money in the company's currency, times of day as local time.
 */
public enum Parameter implements Word {
    COMPANY_ZONE(COMPANY, Type.ZONE, "S0.29", "Europe/Moscow"),
    WORKING_DAYS(COMPANY, Type.WEEKDAYS, "S0.29", "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY"),
    WORKING_FROM(COMPANY, Type.TIME_OF_DAY, "S0.29", "09:00", "00:00", "23:59"),
    WORKING_UNTIL(COMPANY, Type.TIME_OF_DAY, "S0.29", "18:00", "00:00", "23:59"),

    MANAGER_REPLY_LIMIT(REQUESTS, Type.WORKING_TIME, "S0.29", "PT4H", "PT5M", "PT200H"),
    MANAGER_REPLY_WARNING(REQUESTS, Type.PERCENT, "S0.29", "50", "1", "99"),
    CLIENT_CHASER_AFTER(REQUESTS, Type.DURATION, "S0.30", "PT48H", "PT1H", "P90D"),
    CLIENT_SILENT_CLOSE(REQUESTS, Type.DURATION, "S0.30", "P7D", "PT2H", "P365D"),
    REOPEN_GRACE(REQUESTS, Type.DURATION, "E16", "P14D", "PT1H", "P365D"),
    CLOSING_PUT_OFF(REQUESTS, Type.DURATION, "S0.30", "P3D", "PT1H", "P90D"),
    MERGE_UNDO(REQUESTS, Type.DURATION, "E10", "P30D", "PT1H", "P365D"),
    RECOVERY_COOL_DOWN(REQUESTS, Type.DURATION, "G6", "P30D", "PT1H", "P730D"),
    RECOVERY_LATER(REQUESTS, Type.DURATION, "G6", "P90D", "PT1H", "P730D"),
    RECOVERY_SAME_CLIENT(REQUESTS, Type.DURATION, "E40", "P30D", "P1D", "P730D"),
    MOST_OPEN_REQUESTS(REQUESTS, Type.NUMBER, "S3.5", "100", "1", "10000"),
    LETTER_FILES_SIZE(REQUESTS, Type.NUMBER, "S0.24", "15", "1", "25"),

    REPEAT_SPAN(INBOX, Type.DURATION, "E6", "P7D", "PT1M", "P365D"),
    SET_ASIDE_KEPT(INBOX, Type.DURATION, "E21", "P30D", "PT1H", "P365D"),
    SPAM_SAMPLE_EVERY(INBOX, Type.DURATION, "E21", "P7D", "PT1H", "P90D"),
    SPAM_SAMPLE_SIZE(INBOX, Type.NUMBER, "E21", "20", "1", "200"),

    CLAIM_LEASE(DESK, Type.DURATION, "S0.12", "PT10M", "PT5S", "PT8H"),
    LONGEST_BREAK(DESK, Type.DURATION, "S3.22", "PT5M", "PT10S", "PT8H"),
    DUE_WINDOW(DESK, Type.DURATION, "S3.20", "PT5M", "PT1S", "PT4H"),
    SKIPS_PER_DAY(DESK, Type.NUMBER, "S3.29", "5", "0", "100"),
    SESSION_IDLE_END(DESK, Type.DURATION, "E41", "PT30M", "PT1M", "PT12H"),
    LONGEST_PAUSE(DESK, Type.DURATION, "E41", "PT2H", "PT5M", "PT12H"),
    MOST_TASKS_PER_DAY(DESK, Type.NUMBER, "S3.23", "140", "1", "1000"),
    RECOVERY_SHARE(DESK, Type.PERCENT, "S3.3", "20", "0", "100"),
    ACTIVITY_OVERDUE_HEAD(DESK, Type.WORKING_TIME, "S2.43", "PT8H", "PT1M", "PT200H"),

    RING_TIME(CALLS, Type.DURATION, "S3.31", "PT20S", "PT5S", "PT2M"),
    CALL_SAFETY(CALLS, Type.DURATION, "E31", "PT60S", "PT25S", "PT10M"),
    RETRY_SOON(CALLS, Type.DURATION, "S3.33", "PT10M", "PT1M", "P1D"),
    RETRY_AFTER_NO_ANSWER(CALLS, Type.DURATION, "S3.33", "PT2H", "PT5M", "P7D"),
    MOST_ATTEMPTS_PER_DAY(CALLS, Type.NUMBER, "S3.33", "3", "1", "20"),
    MOST_ATTEMPTS(CALLS, Type.NUMBER, "S3.33", "6", "1", "100"),
    CALLBACK_BECOMES_ANYONES(CALLS, Type.DURATION, "S3.33", "PT15M", "PT1M", "P7D"),
    CONTACT_DAILY_CAP(CALLS, Type.NUMBER, "E40", "3", "1", "50"),
    CALL_WINDOW_FROM(CALLS, Type.TIME_OF_DAY, "S2.23", "09:00", "00:00", "23:59"),
    CALL_WINDOW_UNTIL(CALLS, Type.TIME_OF_DAY, "S2.23", "20:00", "00:00", "23:59"),
    CALL_WINDOW_NARROW(CALLS, Type.SWITCH, "E35", "true"),
    WRAP_UP(CALLS, Type.DURATION, "S3.30", "PT30S", "PT1S", "PT10M"),
    CALLS_KEPT(CALLS, Type.DURATION, "G3", "P1095D", "P90D", "P3650D"),
    CALL_EVENTS_KEPT(CALLS, Type.DURATION, "G3", "P30D", "P1D", "P365D"),

    COMMISSION_PERCENT(INVOICES, Type.PERCENT, "S1.4", "5", "0", "100"),
    COMMISSION_FIXED(INVOICES, Type.MONEY, "S1.4", "100.00", "0", "1000000"),

    CUSTOMER_MERGE_UNDO(CAMPAIGNS, Type.DURATION, "E10", "P30D", "PT1H", "P365D"),
    IMPORT_FILE_SIZE(CAMPAIGNS, Type.NUMBER, "S2.9", "50", "1", "100"),
    IMPORTS_KEPT(CAMPAIGNS, Type.DURATION, "S2.9", "P30D", "P1D", "P365D"),
    EXPORTS_KEPT(CAMPAIGNS, Type.DURATION, "S2.9", "P7D", "PT1H", "P365D"),
    CAMPAIGN_PERIOD(CAMPAIGNS, Type.NUMBER, "S2.5", "2", "1", "52"),
    CAMPAIGN_ANCHOR(CAMPAIGNS, Type.DAY, "S2.5", "2026-01-05", "2000-01-01", "2099-12-31"),

    ACTIVATION_LINK_LIFE(PEOPLE, Type.DURATION, "S1.12", "PT72H", "PT1H", "P30D"),
    FAREWELL_UNDO(PEOPLE, Type.DURATION, "E75", "P1D", "PT1H", "P30D");

    /** Those that code outside of the diagrams reads; a test holds this list to the truth. */
    private static final Set<Parameter> READ_BY_THE_PROGRAM = EnumSet.of(
            COMPANY_ZONE,
            WORKING_DAYS,
            WORKING_FROM,
            WORKING_UNTIL,
            CLOSING_PUT_OFF,
            IMPORT_FILE_SIZE,
            IMPORTS_KEPT,
            EXPORTS_KEPT,
            MOST_OPEN_REQUESTS,
            RECOVERY_COOL_DOWN,
            RECOVERY_LATER,
            RECOVERY_SAME_CLIENT,
            LETTER_FILES_SIZE,
            REPEAT_SPAN,
            SPAM_SAMPLE_SIZE,
            CLAIM_LEASE,
            LONGEST_BREAK,
            DUE_WINDOW,
            SKIPS_PER_DAY,
            SESSION_IDLE_END,
            LONGEST_PAUSE,
            RECOVERY_SHARE,
            CALLBACK_BECOMES_ANYONES,
            MOST_TASKS_PER_DAY,
            CALLBACK_BECOMES_ANYONES,
            RECOVERY_SHARE,
            LONGEST_PAUSE,
            SESSION_IDLE_END,
            SKIPS_PER_DAY,
            DUE_WINDOW,
            LONGEST_BREAK,
            CONTACT_DAILY_CAP,
            CUSTOMER_MERGE_UNDO,
            RING_TIME,
            RETRY_SOON,
            RETRY_AFTER_NO_ANSWER,
            MOST_ATTEMPTS_PER_DAY,
            MOST_ATTEMPTS,
            CALL_WINDOW_FROM,
            CALL_WINDOW_UNTIL,
            CALL_WINDOW_NARROW,
            WRAP_UP,
            CALLS_KEPT,
            CALL_EVENTS_KEPT,
            CAMPAIGN_PERIOD,
            CAMPAIGN_ANCHOR,
            ACTIVATION_LINK_LIFE);

    /** What a setting is about; the groups of the page, in this order. */
    public enum Section implements Word {
        COMPANY,
        REQUESTS,
        INBOX,
        DESK,
        CALLS,
        INVOICES,
        CAMPAIGNS,
        PEOPLE;

        @Override
        public String in(Locale locale) {
            return Refusal.text("kernel.Section." + name(), locale);
        }
    }

    /** How the value is kept and read. */
    public enum Type {
        /** Plain time, nights and weekends included; {@code java.time.Duration}. */
        DURATION,
        /** Time by the company's working hours; {@code java.time.Duration}. */
        WORKING_TIME,
        /** A whole number; {@code Long}. What is counted stands in the translations. */
        NUMBER,
        /** A share in percent with at most two decimals; {@code BigDecimal}. */
        PERCENT,
        /** An amount with at most two decimals; {@code BigDecimal}. */
        MONEY,
        /** A time of the clock on the wall; {@code LocalTime}. */
        TIME_OF_DAY,
        /** A day of the calendar; {@code LocalDate}. */
        DAY,
        /** At least one day of the week; {@code Set<DayOfWeek>}. */
        WEEKDAYS,
        /** A time zone with a place's name; {@code ZoneId}. */
        ZONE,
        /** On or off; {@code Boolean}. */
        SWITCH
    }

    private final Section section;
    private final Type type;
    private final String requirement;
    private final Object byDefault;
    private final @Nullable Object least;
    private final @Nullable Object greatest;

    Parameter(Section section, Type type, String requirement, String byDefault) {
        this.section = section;
        this.type = type;
        this.requirement = requirement;
        this.byDefault = ParameterText.read(type, byDefault);
        this.least = null;
        this.greatest = null;
    }

    Parameter(Section section, Type type, String requirement, String byDefault, String least, String greatest) {
        this.section = section;
        this.type = type;
        this.requirement = requirement;
        this.byDefault = ParameterText.read(type, byDefault);
        this.least = ParameterText.read(type, least);
        this.greatest = ParameterText.read(type, greatest);
    }

    /** The parameter that a diagram means by this name. */
    public static Optional<Parameter> ofKey(String key) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.key().equals(key))
                .findFirst();
    }

    /** The stable name, {@code managerReplyLimit}: in diagrams, in the database, in history. */
    public String key() {
        var key = new StringBuilder();
        for (var word : name().toLowerCase(Locale.ROOT).split("_")) {
            key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }

    public Section section() {
        return section;
    }

    public Type type() {
        return type;
    }

    /** Number of the requirement or of the edge case that asks for it. */
    public String requirement() {
        return requirement;
    }

    /** The value where neither the installation nor an administrator says otherwise. */
    public Object byDefault() {
        return byDefault;
    }

    /** The smallest and the greatest value, for people: "from 1 h to 90 d"; empty where there is no order. */
    public Optional<String> range(Locale locale) {
        return least == null || greatest == null
                ? Optional.empty()
                : Optional.of(ParameterText.range(this, least, greatest, locale));
    }

    /** Whether code that is no diagram reads it. */
    public boolean isReadByTheProgram() {
        return READ_BY_THE_PROGRAM.contains(this);
    }

    /** The name for people. */
    @Override
    public String in(Locale locale) {
        return Refusal.text("kernel.Parameter." + name(), locale);
    }

    /** What it decides, in a sentence or two. */
    public String meaning(Locale locale) {
        return Refusal.text("kernel.Parameter." + name() + ".meaning", locale);
    }

    /** Which part of the program reads it, besides the diagrams; empty where none does. */
    public Optional<String> use(Locale locale) {
        return isReadByTheProgram()
                ? Optional.of(Refusal.text("kernel.Parameter." + name() + ".use", locale))
                : Optional.empty();
    }

    /** The value of a text that a person or a table gave; refused with the name, the range and an example. */
    public Object read(String text) {
        Object value;
        try {
            value = ParameterText.read(type, text.strip());
        } catch (RuntimeException unreadable) {
            throw new Refusal("kernel.wrong." + type.name(), this, ParameterText.cut(text), shown(byDefault));
        }
        if (isLess(value, least) || isLess(greatest, value)) {
            Word range = locale -> range(locale).orElseThrow();
            throw new Refusal("kernel.wrong.range", this, shown(value), range, shown(byDefault));
        }
        return value;
    }

    /** The text that {@link #read} understands; equal values have equal texts. */
    public String write(Object value) {
        return ParameterText.write(type, value);
    }

    /** The value as people say it: "4 h of working time". */
    public Word shown(Object value) {
        return locale -> ParameterText.show(this, value, locale);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static boolean isLess(@Nullable Object one, @Nullable Object other) {
        return one != null && other != null && ((Comparable) one).compareTo(other) < 0;
    }
}
