package otklik.customers;

import java.util.Map;
import java.util.Set;

/**
 * Blanks what a module keeps of a company and its people when their data are deleted (G3). Each module brings its own as a bean. Numbers,
 * dates and counts stay, so that reports remain true; names, addresses, texts and files go.
 */
public interface Forgetting {
    /** What there is to be blanked; changes nothing. */
    Found find(Whom whom);

    /** Blanks it, in the transaction of the deletion. Running processes of {@link Found#cases} have been ended before. */
    void forget(Whom whom);

    /**
     * Whose data go.
     *
     * @param company number
     * @param people numbers of its people
     * @param points phones, addresses and chats of the company and of its people
     */
    record Whom(String company, Set<String> people, Set<ContactPoint> points) {}

    /**
     * What was found.
     *
     * @param counts for the person who decides, and for the receipt
     * @param cases business keys of what belongs to them: processes of these are ended, and values in their timelines are blanked
     */
    record Found(Map<Kept, Long> counts, Set<String> cases) {}

    /** What is counted. */
    enum Kept {
        PEOPLE,
        LETTERS,
        REQUESTS,
        MESSAGES,
        FILES,
        ACTIVITIES,
        ASSIGNMENTS,
        CALLS
    }
}
