package otklik.engine;

import java.util.Optional;

/** Decides who gets a task that a diagram has opened for a group; asked inside the engine's transaction, before the task is told of. */
public interface TaskGiver {
    /** The login of the person it is given to; empty when it lies free. */
    Optional<String> give(OpenTask task);
}
