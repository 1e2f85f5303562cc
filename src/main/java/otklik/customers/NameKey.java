package otklik.customers;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a name is compared by. */
final class NameKey {
    static final int LENGTH = 200;

    /** Legal forms: the Russian ones OOO, OAO, ZAO, PAO, AO, IP, NPO, NKO; LLC, Ltd, Inc, GmbH. They are written, left out and changed at will. */
    private static final Set<String> LEGAL_FORMS = Set.of(
            "\u043e\u043e\u043e",
            "\u043e\u0430\u043e",
            "\u0437\u0430\u043e",
            "\u043f\u0430\u043e",
            "\u0430\u043e",
            "\u0438\u043f",
            "\u043d\u043f\u043e",
            "\u043d\u043a\u043e",
            "llc",
            "ltd",
            "inc",
            "gmbh");

    private NameKey() {}

    /** The words of a person's name in a fixed order, lower case and without accents: "Petrov Ivan" is "ivan petrov". */
    static String ofPerson(String name) {
        return key(name, Set.of());
    }

    /** The same for a company, without its legal form; of nothing but a legal form, that. */
    static String ofCompany(String name) {
        var key = key(name, LEGAL_FORMS);
        return key.isEmpty() ? key(name, Set.of()) : key;
    }

    /** By what a list of companies is sorted: the words in their order, without the legal form and without quotation marks. */
    static String sorting(String name) {
        var words = name.toLowerCase(Locale.ROOT).replace('\u0451', '\u0435').split("[^\\p{L}\\p{N}]+");
        var sorted = Arrays.stream(words)
                .filter(word -> !word.isEmpty() && !LEGAL_FORMS.contains(word))
                .collect(Collectors.joining(" "));
        return cut(sorted.isEmpty() ? name.toLowerCase(Locale.ROOT) : sorted);
    }

    private static String key(String text, Set<String> without) {
        var letters = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        return cut(Arrays.stream(letters.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && !without.contains(word))
                .sorted()
                .collect(Collectors.joining(" ")));
    }

    static String cut(String text) {
        var stripped = text.strip();
        return stripped.length() <= LENGTH ? stripped : stripped.substring(0, LENGTH);
    }
}
