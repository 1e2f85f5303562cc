package otklik.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import otklik.kernel.ForeignText;

/**
 * Bytes of letters to text. Letters lie about their charset or do not name it, so a declared one is believed only as far as the bytes
 * fit; the guess is between UTF-8 and the two Cyrillic charsets that Russian mail still uses.
 */
final class TextDecoding {
    private static final Charset CP1251 = Charset.forName("windows-1251");
    private static final Charset KOI8_R = Charset.forName("KOI8-R");
    private static final Map<String, Charset> NICKNAMES = Map.of(
            "cp1251", CP1251,
            "cp-1251", CP1251,
            "win-1251", CP1251,
            "win1251", CP1251,
            "windows1251", CP1251,
            "koi8", KOI8_R,
            "koi8r", KOI8_R,
            "utf8", StandardCharsets.UTF_8,
            "utf-8-sig", StandardCharsets.UTF_8);

    /** Quantifiers are possessive and headers are cut before: neither backtracking nor recursion on what a stranger sent. */
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?\\s]{1,64})\\?([bBqQ])\\?([^?\\r\\n]*+)\\?=");

    private static final int HEADER_LENGTH = 20_000;

    private TextDecoding() {}

    /** @param declared what the letter says its charset is, or null */
    static String decode(byte[] bytes, @Nullable String declared) {
        var charset = find(declared);
        if (charset.isEmpty() || charset.get().equals(StandardCharsets.US_ASCII)) {
            return guess(bytes);
        }
        var strict = strictly(bytes, charset.get());
        if (strict.isPresent()) {
            return strict.get();
        }
        var lenient = new String(bytes, charset.get());
        long broken = lenient.chars().filter(c -> c == '\uFFFD').count();
        long foreign = lenient.chars().filter(c -> c > 127).count();
        // One torn character in an honest text is not a reason to turn all of it into another alphabet.
        return broken * 2 > foreign ? guess(bytes) : lenient;
    }

    /** The text of a header that may hold encoded words, whole or torn, or raw bytes where only ASCII is allowed. */
    static String header(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        var line = unfold(eightBit(ForeignText.cut(raw, HEADER_LENGTH)));
        var words = ENCODED_WORD.matcher(line);
        var text = new StringBuilder();
        var pending = new ByteArrayOutputStream();
        String pendingCharset = null;
        int end = 0;
        while (words.find()) {
            var between = line.substring(end, words.start());
            var charset = words.group(1).replaceFirst("\\*.*", "");
            // White space between two encoded words belongs to neither; a letter may be torn in two between them.
            if (pendingCharset != null && (!between.isBlank() || !charset.equalsIgnoreCase(pendingCharset))) {
                text.append(decode(pending.toByteArray(), pendingCharset));
                pending.reset();
                text.append(between.isBlank() ? "" : between);
            } else if (pendingCharset == null) {
                text.append(between);
            }
            pendingCharset = charset;
            pending.writeBytes(
                    words.group(2).equalsIgnoreCase("b") ? base64(words.group(3)) : quotedPrintable(words.group(3)));
            end = words.end();
        }
        if (pendingCharset != null) {
            text.append(decode(pending.toByteArray(), pendingCharset));
        }
        return ForeignText.oneLine(text.append(line.substring(end)).toString());
    }

    /** Jakarta Mail reads headers as Latin-1; where that shows bytes above ASCII, the text they stand for. */
    static String eightBit(String header) {
        return header.chars().anyMatch(c -> c > 127) && header.chars().allMatch(c -> c < 256)
                ? guess(header.getBytes(StandardCharsets.ISO_8859_1))
                : header;
    }

    static String unfold(String header) {
        return header.replaceAll("\\r?\\n(?=[ \\t])", "");
    }

    private static Optional<Charset> find(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        var plain = name.strip().replace("\"", "").replace("'", "").toLowerCase(Locale.ROOT);
        var nickname = NICKNAMES.get(plain);
        try {
            return Optional.of(nickname != null ? nickname : Charset.forName(plain));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static String guess(byte[] bytes) {
        return strictly(bytes, StandardCharsets.UTF_8).orElseGet(() -> new String(bytes, cyrillic(bytes)));
    }

    /** Small letters outnumber capitals in any text, and the two charsets have them in each other's place. */
    private static Charset cyrillic(byte[] bytes) {
        int lower = 0;
        int upper = 0;
        for (byte b : bytes) {
            int value = b & 0xFF;
            if (value >= 0xE0) {
                lower++;
            } else if (value >= 0xC0) {
                upper++;
            }
        }
        return upper > lower ? KOI8_R : CP1251;
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException wrong) {
            return Optional.empty();
        }
    }

    /** Lenient: what is not base64 in it is skipped, and a torn end is dropped. */
    static byte[] base64(String text) {
        var digits = text.replaceAll("[^A-Za-z0-9+/]", "");
        var whole = digits.length() % 4 == 1 ? digits.substring(0, digits.length() - 1) : digits;
        return Base64.getDecoder().decode(whole);
    }

    private static byte[] quotedPrintable(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '='
                    && i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else if (c == '_') {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
