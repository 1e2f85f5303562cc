package otklik.security;

import static otklik.security.Action.ASSIGN;
import static otklik.security.Action.CHANGE;
import static otklik.security.Action.CREATE;
import static otklik.security.Action.DELETE;
import static otklik.security.Action.EXCEED;
import static otklik.security.Action.EXPORT;
import static otklik.security.Action.TAKE;
import static otklik.security.Action.VIEW;

import java.util.EnumSet;
import java.util.Set;

/**
 * A part of the product that rights are given for, with the actions it knows. Records of an owned section belong to a person, so a right
 * there has a {@link Scope}; the records of the other sections are everybody's, and a right there is for all of them.
 */
public enum Section {
    INBOX(false, VIEW, CHANGE),
    REQUESTS(true, VIEW, TAKE, CREATE, CHANGE, ASSIGN, EXPORT),
    COMPANIES(true, VIEW, CREATE, CHANGE, ASSIGN, DELETE, EXPORT),
    /** Planned and done acts on a company or a request: calls, meetings, tasks. Creating one is a right of its own (S2.11). */
    ACTIVITIES(true, VIEW, CREATE, CHANGE, DELETE),
    INVOICES(true, VIEW, TAKE, CREATE, CHANGE, ASSIGN, DELETE, EXPORT),
    CALLS(true, VIEW, CREATE, CHANGE),
    ASSIGNMENTS(true, VIEW, CREATE, CHANGE, DELETE),
    /** Tasks that others hold: to see them, to finish or release them in the holder's stead, to give them away. */
    WORK(true, VIEW, CHANGE, ASSIGN, EXCEED),
    REPORTS(true, VIEW, EXPORT),
    CAMPAIGNS(false, VIEW, CREATE, CHANGE, DELETE),
    PRODUCTS(false, VIEW, CREATE, CHANGE),
    /** People, teams, departments; {@link Action#ASSIGN} is giving rights. */
    EMPLOYEES(false, VIEW, CREATE, CHANGE, DELETE, ASSIGN),
    SETTINGS(false, VIEW, CHANGE),
    /** Health, sources, sign-ins, Cockpit. */
    SYSTEM(false, VIEW, CHANGE);

    private final boolean owned;
    private final Set<Action> actions;

    Section(boolean owned, Action... actions) {
        this.owned = owned;
        this.actions = Set.copyOf(EnumSet.copyOf(Set.of(actions)));
    }

    public boolean isOwned() {
        return owned;
    }

    public boolean knows(Action action) {
        return actions.contains(action);
    }
}
