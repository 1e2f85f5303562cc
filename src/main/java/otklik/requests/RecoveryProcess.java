package otklik.requests;

import org.jspecify.annotations.Nullable;

/** What the bringing back of lost clients needs of its process; the door in {@code requests.process} implements it. */
public interface RecoveryProcess {
    /**
     * Starts the try to bring the client of a lost request back.
     *
     * @param queue group whose people are asked to
     */
    void lost(String number, @Nullable String lostReason, String queue);

    /**
     * Starts the try to win a client back who was chosen: without a cool-down.
     *
     * @param caseKey number of the old lead
     */
    void chosen(String caseKey, String queue);

    /** He is not to be asked any more; nothing where nobody is asked to. */
    void withdrawn(String caseKey);

    /** The process whose tasks these are. */
    String key();

    /** The client has come back by himself; nothing where nobody is asked to bring him back. */
    void clientCameBack(String number);
}
