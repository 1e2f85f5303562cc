package otklik.staff;

import java.util.EnumSet;
import java.util.Set;
import otklik.security.Action;
import otklik.security.Right;
import otklik.security.Scope;
import otklik.security.Section;

/** How much can be allowed to an employee at all (S1.14 to S1.16). */
public enum EmployeeKind {
    /** Works with clients: no mailings, no funnels, no people, no settings; exports and deletes only what is one's own. */
    CALL_CENTRE {
        @Override
        public boolean allows(Right right) {
            if (CLIENT_WORK.contains(right.section())) {
                return right.scope() == Scope.OWN || !WEIGHTY.contains(right.action());
            }
            return right.equals(new Right(Section.PRODUCTS, Action.VIEW, Scope.ALL))
                    || right.equals(new Right(Section.REPORTS, Action.VIEW, Scope.OWN));
        }
    },
    /** Any right to any section can be given. */
    ADDITIONAL_ADMINISTRATOR {
        @Override
        public boolean allows(Right right) {
            return true;
        }
    };

    private static final Set<Section> CLIENT_WORK = EnumSet.of(
            Section.INBOX,
            Section.REQUESTS,
            Section.COMPANIES,
            Section.ACTIVITIES,
            Section.INVOICES,
            Section.CALLS,
            Section.ASSIGNMENTS);
    private static final Set<Action> WEIGHTY = EnumSet.of(Action.DELETE, Action.EXPORT);

    /** Whether the right can be given to a person of this kind; what a team or department gives adds up regardless (S2.13). */
    public abstract boolean allows(Right right);
}
