package otklik.requests;

import org.jspecify.annotations.Nullable;

/** What a request needs of its process; the door in {@code requests.process} implements it. */
public interface RequestProcess {
    /**
     * Starts the life of a request and returns the id of its process instance.
     *
     * @param queue group whose people may take it; none for the common stream
     */
    String open(String number, @Nullable String manager, @Nullable String queue, boolean firstMessageWritten);

    /** Tells the process that the client has written; it must be waiting for the client. */
    void clientReplied(String number);

    /** Whether the process waits for the client, also in the grace time after the closing. */
    boolean awaitsClient(String number);

    /** Ends the dialogue by the manager's hand, whatever it waits for. */
    void closed(String number, Outcome outcome, @Nullable String reason);

    /** Whether a closed request can still be reopened: its process lives through the grace time. */
    boolean awaitsReopening(String number);

    void reopened(String number);

    /** Gives the request to another manager; in the manager's turn the new one has the whole limit. */
    void handedOver(String number, String newManager);

    /** Leaves the dialogue to the queue of a team; it goes on where it stands, its limits run on. */
    void leftToTeam(String number, String group);

    /** Gives an untaken dialogue to whoever takes it; it goes on where it stands, its limits run on. */
    void taken(String number, String newManager);

    /** Offers the open tasks of the request, the late reply's too, to a group; nobody has them. */
    void release(String number, String group);

    void merged(String number);

    /** Gives the manager's open tasks of the request, the late reply's too, to another manager. */
    void reassign(String number, String newManager);

    /** How a dialogue ends. */
    enum Outcome {
        WON,
        LOST
    }
}
