package otklik.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One open user task.
 *
 * @param title label of the task in the diagram
 * @param subject what it is about, for people: "Anna Petrova: two places at the seminar"
 * @param leaseUntil until when it stays with the assignee who took it from the queue; empty for a task that the process gave to a person
 * @param due when it has to be done
 * @param notBefore when it may be taken at the earliest
 * @param forAll whether every member of the team does a part of it: then nobody has it for himself
 * @param facts of the client, as the flow told them at the creation
 * @param typeRank by which types are ordered, the lowest first; see {@link TaskTypes}
 * @param recovery whether it is given only when nothing more urgent is due
 */
public record WorkItem(
        String taskId,
        String processKey,
        String processDefinitionId,
        String processInstanceId,
        String businessKey,
        String taskKey,
        String title,
        String subject,
        @Nullable String candidateGroup,
        @Nullable String assignee,
        @Nullable Instant leaseUntil,
        int priority,
        @Nullable Instant due,
        @Nullable Instant notBefore,
        Instant created,
        boolean forAll,
        TaskFacts facts,
        int typeRank,
        boolean recovery) {

    public boolean isHeldBy(String login) {
        return login.equals(assignee);
    }

    public boolean isHeldByAnother(String login, Instant now) {
        return !forAll
                && assignee != null
                && !assignee.equals(login)
                && (leaseUntil == null || leaseUntil.isAfter(now));
    }
}
