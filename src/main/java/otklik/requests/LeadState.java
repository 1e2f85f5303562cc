package otklik.requests;

/** Where an old lead stands. */
public enum LeadState {
    /** Nobody asks him yet. */
    RESTING,
    /** He is work for whoever has nothing more urgent. */
    READY,
    /** He has a new request. */
    RECOVERED,
    /** He came back by himself, or is taken out of the pool. */
    GONE,
    /** He does not want to be asked again. */
    NEVER;

    /** Whether he is in the pool. */
    public boolean isOpen() {
        return this == RESTING || this == READY;
    }
}
