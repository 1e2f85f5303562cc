package otklik.customers;

/**
 * Moves what a module keeps of a person when two people turn out to be one, and moves it back. Each module brings its own as a bean.
 * Requests of both stay alive: they only belong to one person from then on (E10).
 */
public interface PersonMerging {
    /** Stable name, kept with the record: {@code requests}; at most 40 characters. */
    String part();

    /**
     * Runs in the transaction of the merge.
     *
     * @param from number of the person who is no more
     * @param into number of the person who stays
     * @return what {@link #back} needs
     */
    String move(String from, String into);

    /** Moves back what {@link #move} has moved and what is still there. */
    void back(String from, String into, String record);
}
