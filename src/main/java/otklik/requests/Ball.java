package otklik.requests;

/** Whose turn it is: at any time a request belongs to exactly one side. */
public enum Ball {
    CLIENT,
    MANAGER,
    /** Nobody has to act: the request is closed. */
    NOBODY
}
