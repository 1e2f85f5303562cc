package otklik.inbox;

/** What the samples of hidden messages need of their process; the door in {@code inbox.process} implements it. */
public interface SpamSampleProcess {
    /** Starts the wait for the next sample. */
    void planned(String number);
}
