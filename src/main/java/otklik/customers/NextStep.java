package otklik.customers;

import java.util.Arrays;
import java.util.Optional;

/** Where a company stands with what is to be done next. */
public enum NextStep {
    /** Something planned is past its time. */
    OVERDUE,
    /** Something is planned for today. */
    TODAY,
    /** Something is planned for a later day, and nothing before. */
    PLANNED,
    /** Nothing is planned. */
    NONE,
    /** It is in work, has not refused the current cycle, and nothing is planned (S2.44). */
    MISSING,
    /** It is in work, and nobody has talked with it in the current cycle (S2.31). */
    NOT_CONTACTED;

    static Optional<NextStep> ofName(String name) {
        return Arrays.stream(values()).filter(step -> step.name().equals(name)).findFirst();
    }
}
