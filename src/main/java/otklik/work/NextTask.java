package otklik.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person does next. */
public sealed interface NextTask {
    /** This task, from now on. */
    record Issued(WorkItem item, Why why) implements NextTask {}

    /** Nothing until the planned task begins; it may be begun at once. */
    record Waits(WorkItem planned, Instant at, Why why) implements NextTask {}

    /**
     * There is no work.
     *
     * @param nextPlanned when the next planned task of the person or of his queues begins
     * @param windowOpens when the first client may be called again whose hours are over; empty where none waits for that
     * @param clientFree when it is looked again at a task whose client a colleague has in hand or to whom we came often enough today
     */
    record Nothing(@Nullable Instant nextPlanned, @Nullable Instant windowOpens, @Nullable Instant clientFree)
            implements NextTask {}
}
