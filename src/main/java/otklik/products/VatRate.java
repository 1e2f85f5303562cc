package otklik.products;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Money;
import otklik.kernel.Refusal;

/**
 * A rate of value added tax. Any rate may be typed, since laws change rates faster than programs.
 *
 * @param percent 0 to 100 with up to two decimals; null: sold without VAT, which is another thing than 0 % on an invoice
 */
public record VatRate(@Nullable BigDecimal percent) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public static final VatRate NONE = new VatRate(null);
    /** What is offered: no VAT and the rates of 2026, among them the reduced ones of the simplified system; 20 % for what was agreed before. */
    public static final List<VatRate> USUAL = Stream.concat(
                    Stream.of(NONE), Stream.of("0", "5", "7", "10", "20", "22").map(VatRate::of))
            .toList();

    private static final Pattern TYPED = Pattern.compile("(\\d{1,3}([.,]\\d{1,2})?)[\\s\\p{Z}]*%?");

    public VatRate {
        if (percent != null) {
            if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
                throw new Refusal("products.wrongVat");
            }
            var shortest = percent.stripTrailingZeros();
            percent = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        }
    }

    public static VatRate of(String percent) {
        return new VatRate(new BigDecimal(percent));
    }

    /** Reads {@code 22}, {@code 22 %}, {@code 5,5} or {@code 5.5}; refused when it is no rate from 0 to 100. */
    public static VatRate parse(String typed) {
        var rate = TYPED.matcher(typed.strip());
        if (!rate.matches()) {
            throw new Refusal("products.wrongVat");
        }
        return of(rate.group(1).replace(',', '.'));
    }

    /** The tax that a price contains, rounded half up to the kopeck; nothing where there is no VAT. */
    public Money within(Money price) {
        return percent == null ? Money.ZERO : price.share(percent, HUNDRED.add(percent));
    }

    /** The rate with its sign; for {@link #NONE} there is a word in the translations instead. */
    public String number(Locale locale) {
        var plain = toString();
        return locale.getLanguage().equals("ru") ? plain.replace('.', ',') + "\u00a0%" : plain + "%";
    }

    /** For the timeline: {@code 22}, or {@code none}. */
    @Override
    public String toString() {
        return percent == null ? "none" : percent.toPlainString();
    }
}
