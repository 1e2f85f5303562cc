package otklik.mail;

import java.util.regex.Pattern;

/** What must be true of every text from or for the outside world before it reaches the database or a header. */
final class Texts {
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    private Texts() {}

    /** Without null bytes, which PostgreSQL refuses, and without halves of surrogate pairs, which no charset can encode. */
    static String clean(String text) {
        StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                cleaned = cleaned == null ? new StringBuilder(text.length()).append(text, 0, i) : cleaned;
                if (c != 0) {
                    cleaned.append('\uFFFD');
                }
                continue;
            }
            if (cleaned != null) {
                cleaned.append(c);
                if (pair) {
                    cleaned.append(text.charAt(i + 1));
                }
            }
            i += pair ? 1 : 0;
        }
        return cleaned == null ? text : cleaned.toString();
    }

    /** One line, so that nothing can smuggle a header of its own into a letter. */
    static String oneLine(String text) {
        return LINE_BREAKS.matcher(clean(text)).replaceAll(" ").strip();
    }

    /** At most so many characters, never half of a pair. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
