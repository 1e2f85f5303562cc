package otklik.inbox;

/** What became of a message. "Read" is a decision of an operator, not a side effect of opening it (S0.10). */
public enum MessageStatus {
    UNREAD,
    READ,
    SPAM,
    REPEAT,
    /** An automatic answer, a mailing list or a bounce. */
    AUTOMATIC,
    /** A request was made of it. */
    REQUEST;

    /** Whether the rules or an operator put it away so that it can be restored. */
    public boolean isSetAside() {
        return this == SPAM || this == REPEAT || this == AUTOMATIC;
    }
}
