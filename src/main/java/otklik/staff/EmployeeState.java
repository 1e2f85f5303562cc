package otklik.staff;

/** Where an employee's account stands. */
public enum EmployeeState {
    /** Added, has a letter with a link, has not set a password yet. */
    INVITED,
    ACTIVE,
    /** May not sign in: by an administrator's hand, or while the farewell goes on. */
    SUSPENDED,
    /** Has left; the login stays taken, so that history stays readable and nobody inherits it (E79). */
    LEFT
}
