package otklik.exchange;

/** What is done with a row whose company is there already. */
public enum TwinRule {
    SKIP,
    /** Only what the company has not: its own data stay. */
    FILL,
    /** What the row says takes the place of what was there; empty cells change nothing. */
    OVERWRITE,
    CREATE
}
