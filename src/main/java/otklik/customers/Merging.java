package otklik.customers;

import java.util.Arrays;
import java.util.List;

/** Moves what a module keeps of a company or a person when two turn out to be one, and moves it back. */
public interface Merging {
    /** Stable name, kept with the record: {@code activities}; at most 40 characters. */
    String part();

    /**
     * Runs in the transaction of the merge.
     *
     * @param from number of the one that ends
     * @param into number of the one that stays
     * @return what {@link #back} needs
     */
    String move(String from, String into);

    /** Moves back what {@link #move} has moved and what is still there. */
    void back(String from, String into, String record);

    /** The words of a record, empty ones left out. */
    static List<String> words(String record, String separator) {
        return Arrays.stream(record.split(separator))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
