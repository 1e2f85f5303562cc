package otklik.inbox.ui;

import org.jspecify.annotations.Nullable;
import otklik.requests.Workload.Load;

/**
 * Who may get a request: a manager, or the queue of a team.
 *
 * @param id login of the manager, group of the team
 * @param load of the manager; none for a team
 */
record Receiver(String id, String name, @Nullable Load load) {
    boolean isTeam() {
        return load == null;
    }
}
