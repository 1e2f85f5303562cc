package otklik.security;

/** Whose records a right covers. Each scope covers one's own records too; team and department do not contain each other. */
public enum Scope {
    /** One's own, and those of the people one substitutes for at the moment. */
    OWN,
    TEAM,
    DEPARTMENT,
    ALL
}
