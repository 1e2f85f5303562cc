package otklik.staff;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otklik.security.Account;
import otklik.security.Standing;
import otklik.security.WorkGroup;

/**
 * The people of the company at one moment: who they are, what they may do, and their queues. Never changes; a new one is read after a
 * change.
 *
 * @param accounts everybody by login, in the order of names
 * @param standings of everybody who has not left; in force for active people only, see {@link #standing}
 * @param groups all queues by id: roles, departments, teams
 * @param rules of the open teams, by the id of their queue
 * @param stamp number of the change after which it was read
 */
record Company(
        Map<String, Account> accounts,
        Map<String, Standing> standings,
        Map<String, WorkGroup> groups,
        Map<String, TeamRule> rules,
        long stamp,
        Instant readAt) {

    /** A row of {@code right_grant}. */
    record GrantRow(Holder holder, String granted, Instant since) {}

    /** Who holds rights. */
    record Holder(Kind kind, long id) {
        enum Kind {
            EMPLOYEE,
            TEAM,
            DEPARTMENT
        }
    }

    /** A row of {@code team_member}. */
    record Membership(long team, long employee, Instant since) {}

    /** A row of {@code team}. */
    record TeamRow(long id, String name, TeamRule rule) {
        String group() {
            return Teams.groupOf(id);
        }
    }

    /** A row of {@code department}. */
    record DepartmentRow(long id, String name, String workMode, boolean open) {
        String group() {
            return Departments.groupOf(id);
        }
    }

    /** An absence that goes on today. */
    record AbsenceRow(long employee, @Nullable Long substitute) {}

    /** What is in force: nothing for a login that nobody active has. */
    Standing standing(String login) {
        var account = accounts.get(login);
        return account != null && account.active() ? standings.getOrDefault(login, Standing.NONE) : Standing.NONE;
    }

    List<Account> everybody() {
        return List.copyOf(accounts.values());
    }
}
