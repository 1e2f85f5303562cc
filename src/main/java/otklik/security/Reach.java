package otklik.security;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which records of a section an action reaches. The same object filters a list in the database and answers for one record, so a list, a
 * search, a count and a direct link cannot disagree.
 *
 * @param everything whether all records are reached; then the rest says nothing
 * @param owners logins whose records are reached
 * @param free whether records that nobody owns are reached
 * @param queues of the free records in a queue of a team or department, only those of these queues
 */
public record Reach(boolean everything, Set<String> owners, boolean free, Set<String> queues) {
    public static final Reach NOTHING = new Reach(false, Set.of(), false, Set.of());
    public static final Reach EVERYTHING = new Reach(true, Set.of(), true, Set.of());

    public boolean isNothing() {
        return !everything && owners.isEmpty() && !free;
    }

    /**
     * @param owner login of the record's owner; none when nobody owns it
     * @param queue the team's or department's queue in which a free record lies; none for the common stream
     */
    public boolean covers(@Nullable String owner, @Nullable String queue) {
        return everything
                || (owner == null ? free && (queue == null || queues.contains(queue)) : owners.contains(owner));
    }

    public boolean covers(@Nullable String owner) {
        return covers(owner, null);
    }

    /** The condition of SQL that says the same as {@link #covers(String, String)}; give the statement to {@link #bind}. */
    public String condition(String ownerColumn, String queueColumn) {
        if (everything) {
            return "1 = 1";
        }
        var owned = owners.isEmpty() ? "1 = 0" : ownerColumn + " in (:reachOwners)";
        if (!free) {
            return owned;
        }
        var open = queues.isEmpty()
                ? queueColumn + " is null"
                : "(%1$s is null or %1$s in (:reachQueues))".formatted(queueColumn);
        return "(%s or %s is null and %s)".formatted(owned, ownerColumn, open);
    }

    /** Gives the statement the parameters that {@link #condition} names. */
    public JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        var bound = statement;
        if (!everything && !owners.isEmpty()) {
            bound = bound.param("reachOwners", owners);
        }
        if (!everything && free && !queues.isEmpty()) {
            bound = bound.param("reachQueues", queues);
        }
        return bound;
    }

    Reach and(Reach other) {
        if (everything || other.everything) {
            return EVERYTHING;
        }
        var all = new HashSet<>(owners);
        all.addAll(other.owners);
        var both = new HashSet<>(queues);
        both.addAll(other.queues);
        return new Reach(false, all, free || other.free, both);
    }
}
