package otklik.activities;

/** What kind of act it is. */
public enum ActivityKind {
    CALL,
    MEETING,
    LETTER,
    TASK;

    /** Whether one talks with the company in it. */
    public boolean isContact() {
        return this == CALL || this == MEETING;
    }
}
