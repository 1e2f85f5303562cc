package otklik.customers;

import java.util.Locale;

/** What a search compares: small letters, with the Russian yo as ye, cut to 2000 characters. */
final class SearchText {
    private static final int LENGTH = 2000;

    private SearchText() {}

    static String small(String text) {
        var small = text.strip().toLowerCase(Locale.ROOT).replace('\u0451', '\u0435');
        return small.length() <= LENGTH ? small : small.substring(0, LENGTH);
    }

    /** For {@code like … escape '!'}: signs that mean something to the database are taken as they are. */
    static String literally(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
