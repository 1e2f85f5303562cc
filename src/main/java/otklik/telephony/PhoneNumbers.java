package otklik.telephony;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;

/** Spellings of numbers. */
public final class PhoneNumbers {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private PhoneNumbers() {}

    /**
     * The number in E.164; empty where the text is none, such as that of a withheld one.
     *
     * @param country where a number without a country code is meant
     */
    static Optional<String> e164(String text, String country) {
        try {
            var number = PHONES.parse(text, country);
            return PHONES.isPossibleNumber(number)
                    ? Optional.of(PHONES.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    /** With which numbers of the country begin, such as 7. */
    static int code(String country) {
        return PHONES.getCountryCodeForRegion(country);
    }

    /** As people write it; a text that is no number as it is. */
    public static String shown(String number) {
        try {
            return PHONES.format(PHONES.parse(number, null), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException noNumber) {
            return number;
        }
    }
}
