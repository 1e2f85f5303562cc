package otklik.activities;

/** What a repeated task needs of its process; the door in {@code activities.process} implements it. */
public interface SeriesProcess {
    /** @param rule as {@link otklik.engine.Series} reads it */
    void begun(String number, String rule);

    /** No more rounds. */
    void stopped(String number);
}
