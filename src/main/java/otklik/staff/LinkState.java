package otklik.staff;

/** Whether the link of a letter can still be used, and if not, why. */
public enum LinkState {
    LIVE,
    USED,
    EXPIRED,
    /** A newer letter was sent, the address was corrected, or the invitation was withdrawn. */
    REPLACED,
    /** There never was such a link: most often it was copied in part. */
    UNKNOWN
}
