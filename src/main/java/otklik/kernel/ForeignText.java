package otklik.kernel;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** What must be true of every text from or for the outside world before it reaches the database or a header. */
public final class ForeignText {
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    private static final int HTML_LENGTH = 5_000_000;

    private ForeignText() {}

    /** Without null bytes, which PostgreSQL refuses, and without halves of surrogate pairs, which no charset can encode. */
    public static String clean(String text) {
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
    public static String oneLine(String text) {
        return LINE_BREAKS.matcher(clean(text)).replaceAll(" ").strip();
    }

    /** At most so many characters, never half of a pair. */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** The words of a page, a line for each line and block. */
    public static String ofHtml(String html) {
        var body = Jsoup.parse(cut(html, HTML_LENGTH)).body();
        body.select("script, style, title, template").remove();
        var lines = new StringBuilder();
        body.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    append(lines, words);
                } else if (node instanceof Element element
                        && element.normalName().equals("li")) {
                    newLine(lines);
                    lines.append("- ");
                } else if (node instanceof Element element && element.isBlock()) {
                    newLine(lines);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (!(node instanceof Element element)) {
                    return;
                }
                switch (element.normalName()) {
                    case "br" -> lines.append('\n');
                    case "td", "th" -> lines.append(' ');
                    case "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote" -> {
                        newLine(lines);
                        lines.append('\n');
                    }
                    default -> {
                        if (element.isBlock()) {
                            newLine(lines);
                        }
                    }
                }
            }
        });
        return lines.toString()
                .replace('\u00A0', ' ')
                .replaceAll("[ \\t]++\\n", "\n")
                .replaceAll("\\n{3,}+", "\n\n")
                .strip();
    }

    private static void append(StringBuilder lines, TextNode words) {
        var inPre = words.parent() != null && words.parent().closest("pre") != null;
        var text = inPre ? words.getWholeText() : words.text();
        var atStart = lines.isEmpty() || lines.charAt(lines.length() - 1) == '\n';
        lines.append(atStart && !inPre ? text.stripLeading() : text);
    }

    private static void newLine(StringBuilder lines) {
        if (!lines.isEmpty() && lines.charAt(lines.length() - 1) != '\n') {
            lines.append('\n');
        }
    }
}
