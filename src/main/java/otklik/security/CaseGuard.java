package otklik.security;

import java.util.Collection;
import java.util.Set;

/**
 * Says which cases of one kind the person of this screen may see. The module that owns the cases brings it as a bean; what hangs on a case
 * (its timeline, its tasks) is shown by {@link Cases} to nobody else.
 */
public interface CaseGuard {
    /** The beginning of the business keys of its cases: {@code R-}, {@code employee:}. */
    String prefix();

    /** Those of the keys whose cases may be seen; asked once for many, with one query. */
    Set<String> visible(Collection<String> caseKeys);

    /** The guard of cases that are seen, all of them, by whoever may look into a section. */
    static CaseGuard ofSection(String prefix, Section section, Policy policy) {
        return new CaseGuard() {
            @Override
            public String prefix() {
                return prefix;
            }

            @Override
            public Set<String> visible(Collection<String> caseKeys) {
                return policy.may(section, Action.VIEW) ? Set.copyOf(caseKeys) : Set.of();
            }
        };
    }
}
