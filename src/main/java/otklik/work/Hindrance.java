package otklik.work;

import java.time.Instant;
import java.util.Optional;

/**
 * What keeps a task from being given out though it is its turn, such as the limits of the dialler: else a person would have in hand what he
 * cannot do. A flow brings its own as a bean; it is asked once for each task that the conveyor gives.
 */
public interface Hindrance {
    /** Until when the task lies aside; empty where nothing speaks against giving it to the person now. */
    Optional<Instant> until(WorkItem item, String login);
}
