package otklik.work;

import java.time.Instant;

/** Moves what waits for room in a person's day; each flow that lets the program plan its work brings one as a bean. */
public interface PlannedAnew {
    /** Whether the case is one of this flow. */
    boolean serves(String businessKey);

    /** There is room at this moment: it is due then; nothing where it is done or cancelled by now. Runs in the transaction that holds the day. */
    void move(String businessKey, Instant due);
}
