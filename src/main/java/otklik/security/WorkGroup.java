package otklik.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People who share a queue of work: a role, a team or a department. Its id is the candidate group in diagrams.
 *
 * @param id such as {@code manager}, {@code team7}, {@code department2}
 * @param name as people call it; of a role none, its word is translated
 * @param members logins of the active members
 */
public record WorkGroup(String id, Kind kind, @Nullable String name, Set<String> members) {
    public enum Kind {
        ROLE,
        DEPARTMENT,
        TEAM
    }
}
