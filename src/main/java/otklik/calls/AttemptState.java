package otklik.calls;

/** Where an attempt stands. */
public enum AttemptState {
    /** The call is ordered or rings. */
    RINGING,
    /** The provider is silent: the person says whether he is talking (E31). */
    ASKED,
    /** People talk; the task stays. */
    CONNECTED,
    /** The call is over, and what follows is being weighed. */
    ENDED,
    /** All is done. */
    CLOSED
}
