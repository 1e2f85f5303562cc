package otklik.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.kernel.Money;
import otklik.kernel.Refusal;

class VatRateTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"22|22", "22 %|22", "22\u00a0%|22", "5,5|5.5", "16.67%|16.67", "0|0", "20.00|20", "100|100"})
    void rates_are_read_as_they_are_typed(String typed, String percent) {
        assertThat(VatRate.parse(typed)).isEqualTo(VatRate.of(percent)).hasToString(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "100.01", "101", "5,555", "1e1", "twenty", "%"})
    void what_is_no_rate_from_0_to_100_is_refused(String typed) {
        assertThatThrownBy(() -> VatRate.parse(typed)).isInstanceOf(Refusal.class);
    }

    @Test
    void no_vat_is_another_thing_than_zero_per_cent() {
        assertThat(VatRate.NONE).isNotEqualTo(VatRate.of("0"));
        assertThat(VatRate.USUAL).containsOnlyOnce(VatRate.NONE, VatRate.of("0"));
    }

    @ParameterizedTest
    @CsvSource({"22, 12000, 2163.93", "20, 12000, 2000.00", "5, 0.01, 0.00", "0, 500, 0.00"})
    void the_tax_within_a_price_is_rounded_to_the_kopeck(String percent, String price, String tax) {
        assertThat(VatRate.of(percent).within(Money.of(price))).isEqualTo(Money.of(tax));
    }

    @Test
    void a_rate_is_written_as_the_reader_writes_it() {
        assertThat(VatRate.of("5.5").number(Locale.forLanguageTag("ru"))).isEqualTo("5,5\u00a0%");
        assertThat(VatRate.of("5.5").number(Locale.ENGLISH)).isEqualTo("5.5%");
    }
}
