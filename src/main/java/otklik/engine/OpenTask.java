package otklik.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user task of the engine as others see it.
 *
 * @param name the label of the diagram, in English
 * @param subject what the case is about, one line; known at the creation only
 * @param candidateGroup the one group whose work it is
 * @param due when it has to be done, if the diagram says so
 * @param notBefore when it may be taken at the earliest: the engine's follow-up date
 */
public record OpenTask(
        String id,
        String processKey,
        String processDefinitionId,
        String processInstanceId,
        String businessKey,
        String taskKey,
        String name,
        String subject,
        @Nullable String candidateGroup,
        @Nullable String assignee,
        int priority,
        @Nullable Instant due,
        @Nullable Instant notBefore,
        Instant created) {}
