package otklik.work;

/** What the watch over the queues needs of its process; the door in {@code work.process} implements it. */
public interface EmptyQueueProcess {
    /** @param supervisors group that is asked to find people */
    void queueEmptied(String number, String supervisors);

    /** The queue has people again, or no work: nobody has to do anything. */
    void queueServed(String number);
}
