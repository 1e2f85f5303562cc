package otklik.requests;

/** Whose turn it is: at any time a request belongs to exactly one side. */
public enum Ball {
    CLIENT,
    MANAGER,
    /** Our own letter is not out yet: nobody's time runs until it is delivered or given up. */
    SYSTEM,
    /** Nobody has to act: the request is closed. */
    NOBODY
}
