package otklik.customers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One way to reach a person. Two spellings of the same phone or address have the same key (E9).
 *
 * @param written as it came, for people; at most 320 characters
 * @param key phones in E.164; mail addresses in lower case, without spaces and without what follows a plus; chats as they are
 */
public record ContactPoint(Kind kind, String written, String key) {
    private static final int LONGEST = 320;
    /** A number of so many digits is whole: a trunk prefix was taken off it already. */
    private static final int LONGEST_NATIONAL = 10;

    private static final String ANY_KIND = "%1$s.kind in ("
            + Arrays.stream(Kind.values()).map(kind -> "'" + kind + "'").collect(Collectors.joining(", "))
            + ") and %1$s.point_key in (:%2$s)";

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    public enum Kind {
        EMAIL,
        PHONE,
        TELEGRAM,
        VK;

        /** The kind of a chat's address, by what stands before its colon. */
        static Optional<Kind> ofChat(String prefix) {
            return switch (prefix) {
                case "telegram" -> Optional.of(TELEGRAM);
                case "vk" -> Optional.of(VK);
                default -> Optional.empty();
            };
        }
    }

    /**
     * The condition in SQL that a row has one of the keys. The kinds are named, all of them, for the index over kind and key; no two kinds
     * have a key in common.
     *
     * @param row name of the row in the query
     * @param keys name of the parameter
     */
    static String among(String row, String keys) {
        return ANY_KIND.formatted(row, keys);
    }

    /** A mail address; empty where the text is none. */
    public static Optional<ContactPoint> email(String text) {
        var written = text.strip();
        var at = written.lastIndexOf('@');
        if (at < 1 || at == written.length() - 1 || written.length() > LONGEST || written.matches(".*\\s.*")) {
            return Optional.empty();
        }
        var name = written.substring(0, at);
        var plus = name.indexOf('+');
        var key = (plus > 0 ? name.substring(0, plus) : name) + written.substring(at);
        return Optional.of(new ContactPoint(Kind.EMAIL, written, key.toLowerCase(Locale.ROOT)));
    }

    /**
     * A phone number; empty where the text is none.
     *
     * @param country where a number without a country code is meant, two letters such as RU
     */
    public static Optional<ContactPoint> phone(String text, String country) {
        var written = text.strip();
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var number = PHONES.parse(written, country);
            return PHONES.isPossibleNumber(number)
                    ? Optional.of(new ContactPoint(Kind.PHONE, written, PHONES.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    /**
     * What of a phone, whole or begun, stands in every spelling of it: the digits without the country code, and without what is dialled
     * before them within the country. Less is looked for than was typed, so nothing is missed.
     */
    static Optional<String> digits(String text, String country) {
        try {
            var national = String.valueOf(PHONES.parse(text, country).getNationalNumber());
            var trunk = PHONES.getNddPrefixForRegion(country, true);
            return Optional.of(
                    trunk != null
                                    && !trunk.isEmpty()
                                    && national.length() < LONGEST_NATIONAL
                                    && national.startsWith(trunk)
                            ? national.substring(trunk.length())
                            : national);
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    /** A chat such as {@code telegram:123456}; empty where the text is none. */
    public static Optional<ContactPoint> chat(String text) {
        var written = text.strip();
        var colon = written.indexOf(':');
        return colon < 1 || written.length() > LONGEST
                ? Optional.empty()
                : Kind.ofChat(written.substring(0, colon)).map(kind -> new ContactPoint(kind, written, written));
    }

    /** What an answer can be sent to: a chat or a mail address. */
    public static Optional<ContactPoint> address(String text) {
        return chat(text).or(() -> email(text));
    }

    /** For people: a phone in the international way of writing, the others as they came. */
    public String shown() {
        if (kind != Kind.PHONE) {
            return written;
        }
        try {
            return PHONES.format(PHONES.parse(key, null), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException impossible) {
            return written;
        }
    }
}
