package otklik.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTests {
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0.00",
                "0,01 | 0.01",
                "0.01 | 0.01",
                "12000 | 12000.00",
                "12 000 | 12000.00",
                "10 000,50 | 10000.50",
                "10 000.50 | 10000.50",
                "10000,5 | 10000.50",
                "10,000.50 | 10000.50",
                "10.000,50 | 10000.50",
                "1,234,567 | 1234567.00",
                "1.234.567 | 1234567.00",
                "1 234 567,89 | 1234567.89",
                "10\u00a0000,50\u00a0₽ | 10000.50",
                "10\u202f000,50₽ | 10000.50",
                "1 000 000 000,00 | 1000000000.00"
            })
    void what_people_type_in_either_language_is_read(String typed, String amount) {
        assertThat(Money.parse(typed, RUSSIAN)).hasToString(amount);
        assertThat(Money.parse(" " + typed + " ", Locale.ENGLISH)).hasToString(amount);
    }

    @Test
    void one_comma_before_three_digits_groups_in_english_and_is_a_third_decimal_in_russian() {
        assertThat(Money.parse("10,000", Locale.ENGLISH)).hasToString("10000.00");
        assertRefused("10,000", RUSSIAN, "kernel.money.tooFine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.000 | tooFine",
                "1,0005 | tooFine",
                "0.001 | tooFine",
                "10 000,505 | tooFine",
                "1,000.005 | tooFine",
                "-1 | negative",
                "−1 | negative",
                "- 10 000,50 | negative",
                "1 000 000 000,01 | tooMuch",
                "99999999999999999999 | tooMuch",
                "12000 rub | notAnAmount",
                "1e5 | notAnAmount",
                "1 00 | notAnAmount",
                "10 00,50 | notAnAmount",
                "1,00,000 | notAnAmount",
                "1.2.3 | notAnAmount",
                ",50 | notAnAmount",
                "5, | notAnAmount",
                "+5 | notAnAmount",
                "١٢ | notAnAmount",
                "NaN | notAnAmount"
            })
    void what_is_no_amount_is_refused_with_the_reason(String typed, String reason) {
        assertRefused(typed, RUSSIAN, "kernel.money." + reason);
        assertRefused(typed, Locale.ENGLISH, "kernel.money." + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "₽", "\u00a0"})
    void nothing_typed_is_a_missing_amount(String typed) {
        assertRefused(typed, RUSSIAN, "kernel.money.missing");
    }

    @Test
    void the_limit_is_said_in_the_readers_language() {
        assertThatThrownBy(() -> Money.parse("1000000001", RUSSIAN)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.in(RUSSIAN)).contains("1\u00a0000\u00a0000\u00a0000 ₽");
            assertThat(refusal.in(Locale.ENGLISH)).contains("1,000,000,000 ₽");
        });
    }

    @Test
    void an_amount_is_shown_in_the_readers_language_and_what_is_shown_can_be_typed() {
        var money = Money.of("1234567.5");

        assertThat(money.text(RUSSIAN)).isEqualTo("1\u00a0234\u00a0567,50\u00a0₽");
        assertThat(money.text(Locale.ENGLISH)).isEqualTo("1,234,567.50\u00a0₽");
        assertThat(Money.parse(money.text(RUSSIAN), RUSSIAN)).isEqualTo(money);
        assertThat(Money.parse(money.number(Locale.ENGLISH), Locale.ENGLISH)).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({"0.005, 0.01", "0.0049, 0.00", "-0.005, -0.01", "2.675, 2.68"})
    void what_is_calculated_is_rounded_half_up(String exact, String rounded) {
        assertThat(Money.of(exact)).hasToString(rounded);
    }

    @Test
    void a_share_is_rounded_once() {
        assertThat(Money.of("99.90").share(BigDecimal.valueOf(5), BigDecimal.valueOf(100)))
                .isEqualTo(Money.of("5.00"));
        assertThat(Money.of("12000").share(BigDecimal.valueOf(22), BigDecimal.valueOf(122)))
                .isEqualTo(Money.of("2163.93"));
    }

    @Test
    void more_than_the_tables_hold_is_a_mistake_of_the_program() {
        assertThat(Money.of("999999999999999.99")).isGreaterThan(Money.MOST_TYPED);
        assertThatThrownBy(() -> Money.of("999999999999999.995")).isInstanceOf(ArithmeticException.class);
    }

    private static void assertRefused(String typed, Locale locale, String key) {
        assertThatThrownBy(() -> Money.parse(typed, locale))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }
}
