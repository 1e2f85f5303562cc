package otklik.exchange;

/** What becomes of a row of an imported file; every row is exactly one of these. */
public enum Verdict {
    NEW,
    UPDATED,
    /** The company is there already, and nothing was changed. */
    DOUBLE,
    /** The company, or whoever the row names, asked not to be disturbed; it is not imported (E66). */
    SUPPRESSED,
    INVALID
}
