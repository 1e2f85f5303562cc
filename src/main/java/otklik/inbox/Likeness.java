package otklik.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What two texts have in common that say almost the same: their letters, without quotations, links, digits and signs. */
final class Likeness {
    /** Shorter texts ("Hello, how much is it?") are alike by chance. */
    private static final int FEWEST_LETTERS = 40;
    /** Of a longer text the beginning tells enough. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final Pattern QUOTATION = Pattern.compile("(?m)^\\s*>.*$");
    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?://|www\\.)\\S+|\\S+@\\S+");
    private static final Pattern ACCENT = Pattern.compile("\\p{M}");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]+");

    private Likeness() {}

    /** A digest that is equal for almost equal texts; empty where the text is too short to tell. */
    static Optional<String> of(String text) {
        var beginning = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        var withoutQuotations = QUOTATION.matcher(beginning).replaceAll(" ");
        var withoutLinks = LINK.matcher(withoutQuotations).replaceAll(" ");
        var letters = NO_LETTER.matcher(withoutLinks).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        var plain = ACCENT.matcher(Normalizer.normalize(letters, Normalizer.Form.NFD))
                .replaceAll("");
        return plain.length() < FEWEST_LETTERS ? Optional.empty() : Optional.of(digest(plain));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
