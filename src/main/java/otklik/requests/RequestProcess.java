package otklik.requests;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.engine.Forms;
import otklik.engine.Timers;

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
    void closed(String number, Outcome outcome, @Nullable String lostReason, @Nullable String comment);

    /** Whether a closed request can still be reopened: its process lives through the grace time. */
    boolean awaitsReopening(String number);

    void reopened(String number);

    /** Gives the request to another manager; in the manager's turn, and where nobody had taken it, the new one has the whole limit. */
    void handedOver(String number, String newManager);

    /** Leaves the dialogue to the queue of a team; it goes on where it stands, its limits run on. */
    void leftToTeam(String number, String group);

    /**
     * Gives a dialogue that nobody has to whoever takes it. One that was left to a team goes on where it stands, its limits run on; one that
     * lay in a queue from the start is the manager's turn now, with the whole limit.
     */
    void taken(String number, String newManager);

    /** Offers the open tasks of the request, the late reply's too, to a group; nobody has them. */
    void release(String number, String group);

    void merged(String number);

    /** Whether a merged request can still be taken out again. */
    boolean awaitsUndo(String number);

    /** Which of these merged requests can still be taken out again; one question for all of them. */
    Set<String> awaitingUndo(Collection<String> numbers);

    /** Puts a merged request back where it stood, with all limits anew. */
    void mergeUndone(String number);

    /** Tells the process what has happened, if it waits for that; whether it did. */
    boolean tell(String number, Event event);

    /** A page of the requests that close before the moment because the client is silent, the nearest first. */
    Timers.DuePage silentBefore(Instant before, int first, int limit);

    /** When the request closes because the client is silent; empty while nobody waits for him. */
    Optional<Timers.Due> silentAt(String number);

    /** The reasons for which requests are lost, as the form asks for them. */
    List<Forms.Option> lostReasons();

    /** Where a letter goes that comes after the grace time: {@code open} or {@code inbox}. */
    String afterGrace(RequestStatus outcome, boolean managerThere);

    /** Gives the manager's open tasks of the request, the late reply's too, to another manager. */
    void reassign(String number, String newManager);

    /** What happens to a request from outside of its tasks. */
    enum Event {
        /** Our letter is out. */
        LETTER_DELIVERED,
        /** Our letter was out and came back. */
        LETTER_CAME_BACK,
        /** Our letter will not be sent any more. */
        LETTER_GIVEN_UP,
        /** What the client wrote last belongs to another request now. */
        REPLY_SPLIT_OFF,
        CHASER_ASKED,
        CLOSED_AS_SILENT
    }

    /** How a dialogue ends. */
    enum Outcome {
        WON,
        LOST
    }
}
