package otklik.inbox;

/** What a message needs of its process; the door in {@code inbox.process} implements it. */
public interface MessageProcess {
    /** Starts the handling and returns the id of the process instance. */
    String received(String number);

    /** Whether a message that was set aside can still be restored. */
    boolean isRestorable(String number);

    void restored(String number);
}
