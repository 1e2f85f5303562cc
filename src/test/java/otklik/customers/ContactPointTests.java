package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactPointTests {
    @ParameterizedTest
    @ValueSource(
            strings = {"+7 (912) 555-01-42", "8 912 555 01 42", "89125550142", " +79125550142 ", "8-912-555-01-42"})
    void e9_aPhoneIsTheSameHoweverItIsWritten(String written) {
        assertThat(ContactPoint.phone(written, "RU"))
                .get()
                .extracting(ContactPoint::key)
                .isEqualTo("+79125550142");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@firm.example", " Anna@Firm.example", "ANNA@FIRM.EXAMPLE ", "anna+site@firm.example"})
    void e9_anAddressIsTheSameInAnyCaseWithSpacesAndAfterAPlus(String written) {
        assertThat(ContactPoint.email(written))
                .get()
                .extracting(ContactPoint::key)
                .isEqualTo("anna@firm.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "@firm.example", "anna@", "anna petrova@firm.example"})
    void whatIsNoAddressIsNone(String written) {
        assertThat(ContactPoint.email(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "call me", "12", "99999999999999999999"})
    void whatIsNoPhoneIsNone(String written) {
        assertThat(ContactPoint.phone(written, "RU")).isEmpty();
    }

    @Test
    void aChatIsKnownByItsMessenger() {
        assertThat(ContactPoint.address("telegram:42"))
                .get()
                .extracting(ContactPoint::kind)
                .isEqualTo(ContactPoint.Kind.TELEGRAM);
        assertThat(ContactPoint.address("vk:42"))
                .get()
                .extracting(ContactPoint::kind)
                .isEqualTo(ContactPoint.Kind.VK);
        assertThat(ContactPoint.address("pigeon:42")).isEmpty();
    }
}
