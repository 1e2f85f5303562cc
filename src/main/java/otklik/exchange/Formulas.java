package otklik.exchange;

/** Texts that a spreadsheet would take for a formula and run on the computer of whoever opens the file (E73). */
final class Formulas {
    private static final String BEGINNINGS = "=+-@\t\r";

    private Formulas() {}

    static boolean isOne(String text) {
        return !text.isEmpty() && BEGINNINGS.indexOf(text.charAt(0)) >= 0;
    }

    /** The text so that a spreadsheet shows it and does nothing. */
    static String harmless(String text) {
        return isOne(text) ? "'" + text : text;
    }
}
