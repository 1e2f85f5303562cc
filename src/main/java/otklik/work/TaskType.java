package otklik.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind of task: one user task of one diagram.
 *
 * @param rank by which the types are ordered, the lowest first; numbers have gaps and are shown to nobody
 * @param recovery whether it is given only when nothing more urgent is due
 * @param counted whether it counts in the capacity of a day
 * @param usual how long one takes: the measured median, or what is assumed until enough is measured
 * @param isMeasured whether {@code usual} is measured
 * @param processDefinitionId the newest version of the diagram; empty when it is no longer deployed
 */
public record TaskType(
        String processKey,
        String taskKey,
        int rank,
        boolean recovery,
        boolean counted,
        Duration usual,
        boolean isMeasured,
        @Nullable String processDefinitionId) {

    /** {@code <process>/<task>}. */
    public String key() {
        return processKey + "/" + taskKey;
    }
}
