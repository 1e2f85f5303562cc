package otklik.mail;

import otklik.kernel.ForeignText;

/** The rules of {@link ForeignText} under the short names by which this package calls them. */
final class Texts {
    private Texts() {}

    static String clean(String text) {
        return ForeignText.clean(text);
    }

    static String oneLine(String text) {
        return ForeignText.oneLine(text);
    }

    static String cut(String text, int length) {
        return ForeignText.cut(text, length);
    }
}
