package otklik.security;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import otklik.kernel.Refusal;

/**
 * The one place that decides who may do what. Lists, searches, counts, exports, live screens, direct links and commands all ask it; nobody
 * else compares roles. Steps of processes and jobs act for nobody and are not asked: the diagram has decided.
 */
@Service
public class Policy {
    private final Accounts accounts;

    Policy(@org.springframework.context.annotation.Lazy Accounts accounts) {
        this.accounts = accounts;
    }

    /** Which records the person reaches with the action; one who is only being tried reaches nothing but by looking (S1.43). */
    public Reach reach(String login, Section section, Action action) {
        if (action != Action.VIEW && CurrentUser.isTrying()) {
            return Reach.NOTHING;
        }
        return reach(accounts.standing(login), section, action);
    }

    /** The same for a standing that is not in force, or not yet. */
    public static Reach reach(Standing standing, Section section, Action action) {
        var scopes = standing.scopes(section, action);
        if (scopes.contains(Scope.ALL)) {
            return Reach.EVERYTHING;
        }
        var owners = new HashSet<String>();
        scopes.forEach(scope -> owners.addAll(standing.people(scope)));
        // Who may take from the stream sees what lies there, and acts on it as far as he may act on his own.
        var takes = !standing.scopes(section, Action.TAKE).isEmpty();
        var free = takes && (action == Action.VIEW || action == Action.TAKE || !scopes.isEmpty());
        return new Reach(false, owners, free, free ? standing.groups() : java.util.Set.of());
    }

    /** Whether the person may do this with at least some records of the section. */
    public boolean may(String login, Section section, Action action) {
        return !reach(login, section, action).isNothing();
    }

    /** Whether the person may do this with a record of the owner. */
    public boolean may(String login, Section section, Action action, @Nullable String owner, @Nullable String queue) {
        return reach(login, section, action).covers(owner, queue);
    }

    /** Whether the person of this screen may do this with at least some records of the section. */
    public boolean may(Section section, Action action) {
        return CurrentUser.login().map(login -> may(login, section, action)).orElse(true);
    }

    /** What the person of this screen reaches; a step of a process reaches everything. */
    public Reach reach(Section section, Action action) {
        return CurrentUser.login().map(login -> reach(login, section, action)).orElse(Reach.EVERYTHING);
    }

    /** Refuses what the person may do with no record of the section. */
    public void require(Section section, Action action) {
        if (!may(section, action)) {
            throw refused(section, action);
        }
    }

    /** Refuses what the person may not do with a record of the owner. */
    public void require(Section section, Action action, @Nullable String owner, @Nullable String queue) {
        if (!reach(section, action).covers(owner, queue)) {
            throw refused(section, action);
        }
    }

    private static Refusal refused(Section section, Action action) {
        return CurrentUser.isTrying()
                ? new Refusal("security.onlyTrying")
                : new Refusal("security.forbidden", action, section);
    }

    /** The grants by which the person may do this with a record of the owner; empty when he may not. */
    public List<Grant> why(String login, Section section, Action action, @Nullable String owner) {
        var standing = accounts.standing(login);
        return standing.grants().stream()
                .filter(grant -> grant.right().section() == section
                        && grant.right().action() == action
                        && (grant.right().scope() == Scope.ALL
                                || owner != null
                                        && standing.people(grant.right().scope())
                                                .contains(owner)))
                .toList();
    }
}
