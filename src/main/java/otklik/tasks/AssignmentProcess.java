package otklik.tasks;

import java.util.Optional;

/** What assignments need of the process assignment; the door in {@code tasks.process} implements it. */
public interface AssignmentProcess {
    /** Opens the work of a new assignment. */
    void given(GivenTask task);

    /** It is due at another moment, or somebody else is to do it; begins anew where its process was ended by hand. */
    void changed(GivenTask task);

    /** It is not to be done any more; nothing where its process has ended. */
    void withdrawn(String number);

    /** The open task of the assignment; empty when it is closed. */
    Optional<String> task(String number);

    /** The process whose tasks these are. */
    String key();
}
