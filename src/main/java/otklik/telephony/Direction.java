package otklik.telephony;

/** Who has called whom. */
public enum Direction {
    OUTGOING,
    INCOMING
}
