package otklik.studio.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import otklik.kernel.Parameter.Type;

/** The unit in which a person gives a length of time. */
enum DurationUnit {
    SECONDS(1),
    MINUTES(60),
    HOURS(3600),
    DAYS(86_400);

    /** More than any setting allows, little enough to count with. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1_000_000_000_000L);

    /** Up to here people say hours rather than days. */
    private static final long SAID_IN_HOURS = 72 * 3600L;

    private final long seconds;

    DurationUnit(long seconds) {
        this.seconds = seconds;
    }

    /** What a setting may be given in; a working day has no fixed length. */
    static List<DurationUnit> of(Type type) {
        return type == Type.WORKING_TIME ? List.of(MINUTES, HOURS) : List.of(values());
    }

    /** The greatest unit in which the duration is a whole number. */
    static DurationUnit best(Duration duration, Type type) {
        long all = duration.toSeconds();
        if (type == Type.DURATION && all % DAYS.seconds == 0 && all > SAID_IN_HOURS) {
            return DAYS;
        }
        return all % HOURS.seconds == 0
                ? HOURS
                : all % MINUTES.seconds == 0 || type == Type.WORKING_TIME ? MINUTES : SECONDS;
    }

    String amount(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis())
                .divide(BigDecimal.valueOf(seconds * 1000), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** ISO-8601 of what was typed; what is no number stays as it is, for the catalogue to refuse. */
    String iso(String amount) {
        try {
            var number = new BigDecimal(amount.strip().replace(',', '.'))
                    .multiply(BigDecimal.valueOf(seconds))
                    .setScale(0, RoundingMode.UNNECESSARY);
            return Duration.ofSeconds(
                            number.min(MOST_SECONDS).max(MOST_SECONDS.negate()).longValueExact())
                    .toString();
        } catch (ArithmeticException | NumberFormatException noWholeNumber) {
            return amount;
        }
    }
}
