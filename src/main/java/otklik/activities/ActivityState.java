package otklik.activities;

/** Where an activity stands. */
public enum ActivityState {
    PLANNED,
    DONE,
    CANCELLED
}
