package otklik.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;
import otklik.kernel.Parameter.Type;

/** Between the values of settings, the texts that keep them, and the words that people read. */
final class ParameterText {
    private static final int DECIMALS = 2;
    private static final int LONGEST_QUOTE = 40;
    private static final int LONGEST_NUMBER = 15;
    /** Up to here people say hours: 48 h, 72 h; above it days. */
    private static final Duration SAID_IN_HOURS = Duration.ofHours(72);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private ParameterText() {}

    /** The value; any runtime exception where the text is none of that type. */
    static Object read(Type type, String text) {
        return switch (type) {
            case DURATION, WORKING_TIME -> positive(Duration.parse(text));
            case NUMBER -> Long.parseLong(text);
            case PERCENT, MONEY -> decimal(text);
            case TIME_OF_DAY -> LocalTime.parse(text, TIME);
            case DAY -> LocalDate.parse(text);
            case WEEKDAYS -> days(text);
            case ZONE -> zone(text);
            case SWITCH -> isOn(text);
        };
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("not positive");
        }
        return duration;
    }

    private static BigDecimal decimal(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("too long");
        }
        return new BigDecimal(text.replace(',', '.')).setScale(DECIMALS, RoundingMode.UNNECESSARY);
    }

    private static EnumSet<DayOfWeek> days(String text) {
        return EnumSet.copyOf(Arrays.stream(text.split(","))
                .map(String::strip)
                .map(DayOfWeek::valueOf)
                .toList());
    }

    /** Places only: of an offset such as {@code +03:00} nobody knows how its clocks change. */
    private static ZoneId zone(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new IllegalArgumentException("no such place");
        }
        return ZoneId.of(text);
    }

    private static boolean isOn(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }

    static String write(Type type, Object value) {
        return switch (type) {
            case WEEKDAYS -> days(value).map(DayOfWeek::name).collect(Collectors.joining(","));
            case PERCENT, MONEY ->
                ((BigDecimal) value).setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
            default -> String.valueOf(value);
        };
    }

    static String show(Parameter parameter, Object value, Locale locale) {
        return switch (parameter.type()) {
            case DURATION -> duration((Duration) value, locale);
            case WORKING_TIME -> Refusal.text("kernel.amount.working", locale, duration((Duration) value, locale));
            case NUMBER ->
                Refusal.text("kernel.Parameter." + parameter.name() + ".unit", locale, String.valueOf(value));
            case PERCENT -> Refusal.text("kernel.amount.percent", locale, plain((BigDecimal) value, locale));
            case MONEY -> Refusal.text("kernel.amount.money", locale, money((BigDecimal) value, locale));
            case WEEKDAYS ->
                days(value)
                        .map(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, locale))
                        .collect(Collectors.joining(", "));
            case DAY -> ((LocalDate) value).format(DateTimeFormatter.ofPattern("d MMMM yyyy", locale));
            case TIME_OF_DAY, ZONE -> String.valueOf(value);
            case SWITCH -> Refusal.text("kernel.amount." + ((Boolean) value ? "on" : "off"), locale);
        };
    }

    static String range(Parameter parameter, Object least, Object greatest, Locale locale) {
        return switch (parameter.type()) {
            case WORKING_TIME ->
                Refusal.text(
                        "kernel.amount.working",
                        locale,
                        range(duration((Duration) least, locale), duration((Duration) greatest, locale), locale));
            case NUMBER -> range(String.valueOf(least), String.valueOf(greatest), locale);
            default -> range(show(parameter, least, locale), show(parameter, greatest, locale), locale);
        };
    }

    private static String range(String least, String greatest, Locale locale) {
        return Refusal.text("kernel.amount.range", locale, least, greatest);
    }

    private static java.util.stream.Stream<DayOfWeek> days(Object value) {
        return ((Collection<?>) value).stream().map(DayOfWeek.class::cast).sorted();
    }

    private static String duration(Duration duration, Locale locale) {
        long seconds = duration.toSeconds();
        if (duration.getNano() != 0) {
            return duration.toString();
        }
        if (seconds % 86_400 == 0 && duration.compareTo(SAID_IN_HOURS) > 0) {
            return Refusal.text("kernel.amount.days", locale, String.valueOf(seconds / 86_400));
        }
        if (seconds % 3600 == 0) {
            return Refusal.text("kernel.amount.hours", locale, String.valueOf(seconds / 3600));
        }
        if (seconds % 60 == 0) {
            var minutes = Refusal.text("kernel.amount.minutes", locale, String.valueOf(seconds / 60 % 60));
            return seconds < 3600
                    ? minutes
                    : Refusal.text("kernel.amount.hours", locale, String.valueOf(seconds / 3600)) + " " + minutes;
        }
        return Refusal.text("kernel.amount.seconds", locale, String.valueOf(seconds));
    }

    private static String plain(BigDecimal value, Locale locale) {
        return pointed(value.stripTrailingZeros(), locale);
    }

    private static String money(BigDecimal value, Locale locale) {
        return pointed(value.setScale(DECIMALS, RoundingMode.HALF_UP), locale);
    }

    private static String pointed(BigDecimal value, Locale locale) {
        return value.toPlainString()
                .replace('.', DecimalFormatSymbols.getInstance(locale).getDecimalSeparator());
    }

    /** A quotation that cannot fill a screen. */
    static String cut(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
