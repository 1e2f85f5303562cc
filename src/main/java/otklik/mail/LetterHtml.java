package otklik.mail;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Safelist;
import otklik.kernel.ForeignText;

/** What we make of a stranger's HTML: a harmless page, or plain text. */
final class LetterHtml {
    private static final int LENGTH = 5_000_000;
    private static final String LINKS = "noopener noreferrer nofollow";
    private static final String PAGE =
            """
            <!doctype html><html><head><meta charset="utf-8"><style>
            body{font:14px/1.5 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere;color:#1d2129;background:#fff}
            img{max-width:100%%;height:auto}table{border-collapse:collapse}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ccd}
            </style></head><body dir="auto">%s</body></html>
            """;

    private LetterHtml() {}

    /** A page without scripts, styles, forms, event handlers and anything that would be fetched from elsewhere. */
    static String page(String html) {
        var allowed = Safelist.relaxed()
                .removeProtocols("img", "src", "http", "https")
                .addProtocols("img", "src", "data")
                .addAttributes(":all", "dir")
                .addEnforcedAttribute("a", "rel", LINKS)
                .addEnforcedAttribute("a", "target", "_blank");
        var settings = new Document.OutputSettings().prettyPrint(false);
        return PAGE.formatted(Jsoup.clean(ForeignText.cut(ForeignText.clean(html), LENGTH), "", allowed, settings));
    }

    /** The HTML of a plain text, for letters that mix both. */
    static String ofText(String text) {
        return "<pre>" + Entities.escape(text) + "</pre>";
    }

    /** The words of the page, a line for each line and block. */
    static String text(String html) {
        return ForeignText.ofHtml(html);
    }
}
