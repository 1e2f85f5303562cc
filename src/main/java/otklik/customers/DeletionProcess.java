package otklik.customers;

/** What deletions need of their process; the door in {@code customers.process} implements it. */
public interface DeletionProcess {
    void wanted(String deletion);

    /** Whoever asked does not want it any more. */
    void withdrawn(String deletion);
}
