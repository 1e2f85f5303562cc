package otklik.engine;

import java.util.Map;

/**
 * Published by the engine's task listeners inside the engine's own transaction: whoever listens may write its own tables in it, or refuse
 * the change by an exception. It does not matter whether the change came from our screens, the Tasklist or REST.
 *
 * @param answers what was answered to the questions of the form; at the completion only
 * @param byProcess whether a diagram's own step made the change, rather than a person
 */
public record TaskChanged(Kind kind, OpenTask task, Map<String, Object> answers, boolean byProcess) {
    public enum Kind {
        CREATED,
        ASSIGNED,
        UPDATED,
        COMPLETED,
        DELETED
    }
}
