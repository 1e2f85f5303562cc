package otklik.engine;

import org.jspecify.annotations.Nullable;

/**
 * A message has reached a case, or a way of it has ended: published by the engine inside its own transaction for each message event and end
 * event of any diagram. Whoever listens is a part of that transaction.
 *
 * @param node id of the event in the diagram
 * @param occurrence stands for this one time: a case that passes the event again has another one
 * @param performer login of who finished the last task of the case, where one did
 */
public record CaseEvent(
        String processKey, String node, String businessKey, String occurrence, @Nullable String performer) {}
