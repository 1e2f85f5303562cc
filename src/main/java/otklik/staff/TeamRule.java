package otklik.staff;

/** Who of a team gets a task that is given to the team (S1.17). */
public enum TeamRule {
    /** It lies in the list "to grab" until somebody takes it. */
    FIRST,
    /** The members take turns. */
    ROTATE,
    /** The member with the fewest open tasks. */
    LEAST_LOADED,
    /** Every member does his part; the task is done when all have. */
    ALL
}
