package otklik.requests;

/** How a client came into the recovery pool. */
public enum LeadSource {
    /** A request of his was lost. */
    REFUSAL,
    /** He stopped answering. */
    SILENCE,
    /** He was called as often as one may, and never answered. */
    UNREACHABLE,
    /** A file brought him. */
    IMPORT,
    /** Somebody chose him. */
    BY_HAND
}
