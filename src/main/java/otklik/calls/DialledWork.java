package otklik.calls;

import java.time.Instant;
import otklik.telephony.CallCause;
import otklik.work.WorkItem;

/**
 * A flow whose tasks are calls that the program may make by itself. Its task closes itself where nobody was reached; the flow sees to it that
 * the work is never lost. Called inside the transaction of the step of the diagram {@code call-attempt}.
 */
public interface DialledWork {
    /** Whether the task is one of the flow's calls. */
    boolean serves(WorkItem item);

    /**
     * Nobody was reached: the task closes, and the call is planned anew.
     *
     * @param retryAt within our working time and the client's hours
     */
    void notConnected(WorkItem item, CallCause cause, Instant retryAt);

    /** The ladder is exhausted: the task closes as "unreachable", and the client rests (E33). */
    void unreachable(WorkItem item, CallCause cause);

    /** The number is wrong or incomplete: the task closes, somebody looks for the right one (E32, E34). */
    void incompleteData(WorkItem item, CallCause cause);

    /** The contact of the case has a right number now: its call is planned again. Nothing where the flow calls again anyway. */
    default void contactCompleted(String caseKey) {}
}
