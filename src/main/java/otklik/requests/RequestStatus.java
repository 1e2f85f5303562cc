package otklik.requests;

/** Where a request stands, in the words of the section "Communications" (S0.17 to S0.31). */
public enum RequestStatus {
    /** In the common stream, nobody's yet. */
    NEW,
    /** A manager has it and has not written yet. */
    ASSIGNED,
    WAITING_FOR_CLIENT,
    REPLY_RECEIVED,
    MANAGER_SILENT,
    WON,
    LOST,
    /** Closed because the client never answered. */
    CLOSED_SILENT,
    /** The client wrote after the closing; the manager decides whether that needs an answer (E13). */
    LATE_REPLY,
    MERGED;

    public boolean isOpen() {
        return ordinal() < WON.ordinal();
    }
}
