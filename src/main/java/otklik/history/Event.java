package otklik.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the timeline.
 *
 * @param caseKey business key of what it happened to: {@code R-17}, {@code M-1042}
 * @param kind what happened, a key under {@code history.} in the translations
 * @param actorKind who did it
 * @param actor login of the person, or {@code process request-lifecycle v7, node …}, or the name of the part of the program
 * @param onBehalfOf login of the person in whose name it was done, if another's
 * @param before value before a change
 * @param after value after it
 * @param note free text: a reason, a comment
 * @param foreignEdit whether who did it was not responsible for what was changed (S2.47)
 */
public record Event(
        long id,
        String caseKey,
        String kind,
        Instant at,
        ActorKind actorKind,
        String actor,
        @Nullable String onBehalfOf,
        @Nullable String before,
        @Nullable String after,
        @Nullable String note,
        boolean foreignEdit) {

    public enum ActorKind {
        PERSON,
        PROCESS,
        SYSTEM
    }
}
