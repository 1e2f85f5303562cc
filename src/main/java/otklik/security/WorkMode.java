package otklik.security;

/** How a person comes to work: by choosing, or by taking what comes next (G1, S0.21, S3.29, S3.36). */
public enum WorkMode {
    PULL_FREE,
    CONVEYOR,
    CONVEYOR_AUTODIAL;

    /** Whether the person may choose a task; otherwise only the next one is given out. */
    public boolean choosesFreely() {
        return this == PULL_FREE;
    }
}
