package otklik.customers;

/**
 * Moves what a module keeps of a company when two companies turn out to be one, and moves it back. Each module brings its own as a bean.
 * What lives, such as a process, goes on living: only the company it is about becomes another (E10).
 */
public interface CompanyMerging {
    /** Stable name, kept with the record: {@code activities}; at most 40 characters. */
    String part();

    /**
     * Runs in the transaction of the merge.
     *
     * @param from number of the company that ends
     * @param into number of the company that stays
     * @return what {@link #back} needs
     */
    String move(String from, String into);

    /** Moves back what {@link #move} has moved and what is still there. */
    void back(String from, String into, String record);
}
