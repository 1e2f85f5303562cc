package otklik.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount in the currency of the company, roubles and kopecks: two decimals, rounded half up, less than 10^15 on either side of zero. What
 * people type is never rounded: {@link #parse} refuses a third decimal, a minus and more than {@link #MOST_TYPED}.
 */
public record Money(BigDecimal amount) implements Comparable<Money> {
    private static final int DECIMALS = 2;
    /** What the columns hold, decimal(19,4). */
    private static final BigDecimal BOUND = BigDecimal.TEN.pow(15);

    public static final Money ZERO = of("0");
    /** The most that a person may type at once: a slip of the finger is more likely than a greater price. */
    public static final Money MOST_TYPED = of("1000000000");

    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final String SIGN = "\u20bd";
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern NEGATIVE = Pattern.compile("[-\u2212\u2013].*");
    private static final Pattern FINER =
            Pattern.compile("(\\d+|\\d{1,3}( \\d{3})+|\\d{1,3}(,\\d{3})+(?=\\.)|\\d{1,3}(\\.\\d{3})+(?=,))[.,]\\d{3,}");
    private static final Pattern SPACED = Pattern.compile("(\\d+|\\d{1,3}( \\d{3})+)([.,]\\d{1,2})?");
    private static final Pattern COMMAS_GROUP = Pattern.compile("\\d{1,3}((,\\d{3})+\\.\\d{1,2}|(,\\d{3}){2,})");
    private static final Pattern POINTS_GROUP = Pattern.compile("\\d{1,3}((\\.\\d{3})+,\\d{1,2}|(\\.\\d{3}){2,})");
    private static final Pattern ONE_COMMA_GROUP = Pattern.compile("\\d{1,3},\\d{3}");

    public Money {
        amount = amount.setScale(DECIMALS, RoundingMode.HALF_UP);
        if (amount.abs().compareTo(BOUND) >= 0) {
            throw new ArithmeticException("More money than the tables hold: " + amount);
        }
    }

    public static Money of(String plain) {
        return new Money(new BigDecimal(plain));
    }

    /**
     * Reads what a person typed or pasted: {@code 10 000,50}, {@code 10000.50}, {@code 10,000.50}, {@code 10.000,50}, with or without the sign
     * of the rouble. One comma before three digits groups where the language groups by commas, and is a third decimal elsewhere.
     *
     * @throws Refusal that says what is wrong with the text
     */
    public static Money parse(String typed, Locale locale) {
        var text = SPACES.matcher(typed).replaceAll(" ").replace(SIGN, "").strip();
        if (text.isEmpty()) {
            throw new Refusal("kernel.money.missing");
        }
        if (NEGATIVE.matcher(text).matches()) {
            throw new Refusal("kernel.money.negative");
        }
        var money = plain(text, DecimalFormatSymbols.getInstance(locale).getGroupingSeparator() == ',');
        if (money.compareTo(MOST_TYPED.amount()) > 0) {
            throw new Refusal("kernel.money.tooMuch", MOST_TYPED.amount());
        }
        return new Money(money);
    }

    private static BigDecimal plain(String text, boolean groupsByCommas) {
        if (SPACED.matcher(text).matches()) {
            return new BigDecimal(text.replace(" ", "").replace(',', '.'));
        }
        if (COMMAS_GROUP.matcher(text).matches()
                || groupsByCommas && ONE_COMMA_GROUP.matcher(text).matches()) {
            return new BigDecimal(text.replace(",", ""));
        }
        if (POINTS_GROUP.matcher(text).matches()) {
            return new BigDecimal(text.replace(".", "").replace(',', '.'));
        }
        throw new Refusal(FINER.matcher(text).matches() ? "kernel.money.tooFine" : "kernel.money.notAnAmount");
    }

    /** The part of this amount that {@code part} is of {@code whole}, rounded half up: five of a hundred for 5 %. */
    public Money share(BigDecimal part, BigDecimal whole) {
        return new Money(amount.multiply(part).divide(whole, DECIMALS, RoundingMode.HALF_UP));
    }

    /** The amount with the sign of the rouble, unbreakable: {@code 12 000,00 ₽} in Russian, {@code 12,000.00 ₽} in English. */
    public String text(Locale locale) {
        return number(locale) + NO_BREAK_SPACE + SIGN;
    }

    /** The amount without the sign, as a person of that language would type it. */
    public String number(Locale locale) {
        return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(locale)).format(amount);
    }

    /** For machines and the timeline: {@code 12000.00}. */
    @Override
    public String toString() {
        return amount.toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.amount);
    }
}
