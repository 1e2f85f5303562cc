package otklik.activities;

import java.time.Instant;
import java.util.Optional;

/** What activities need of the process planned-activity; the door in {@code activities.process} implements it. */
public interface ActivityProcess {
    /**
     * Opens the work of a planned activity.
     *
     * @param remindAt when its responsible is reminded
     */
    void planned(Activity activity, Instant remindAt);

    /** It is due at another moment, or somebody else is to do it; begins anew where its process was ended by hand. */
    void replanned(Activity activity, Instant remindAt);

    /** It is not to be done any more; nothing where its process has ended. */
    void cancelled(String number);

    /** The open task of the activity; empty when it is closed. */
    Optional<String> task(String number);

    /** The process whose task this is. */
    String key();
}
