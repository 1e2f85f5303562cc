package otklik.requests;

/** The ready filters of the section "Communications". */
public enum RequestView {
    /** Dialogues that need the manager's answer (S0.28). */
    REPLY_RECEIVED,
    MINE,
    /** The common stream. */
    NEW,
    MANAGER_SILENT,
    WAITING_FOR_CLIENT,
    CLOSED,
    ALL
}
