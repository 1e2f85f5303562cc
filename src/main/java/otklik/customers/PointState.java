package otklik.customers;

/** What is known of a phone or an address, whoever has it. */
public enum PointState {
    VALID,
    /** Letters to it came back for good (E65). */
    BOUNCED,
    /** A person said that it must not be used. */
    DO_NOT_USE
}
