package otklik.security;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Who may see a case reads what hangs on it. Steps of processes and jobs act for nobody and see everything; a kind of case without a
 * {@link CaseGuard} is a fault of the program and is shown to no person.
 */
@Component
public class Cases {
    private final ObjectProvider<CaseGuard> guards;

    Cases(ObjectProvider<CaseGuard> guards) {
        this.guards = guards;
    }

    public boolean maySee(String caseKey) {
        return !visible(List.of(caseKey)).isEmpty();
    }

    /** Those of the cases that the person of this screen may see. */
    public Set<String> visible(Collection<String> caseKeys) {
        if (CurrentUser.login().isEmpty()) {
            return Set.copyOf(caseKeys);
        }
        var visible = new HashSet<String>();
        caseKeys.stream()
                .collect(Collectors.groupingBy(this::guardOf))
                .forEach((guard, keys) -> visible.addAll(guard.visible(keys)));
        return visible;
    }

    private CaseGuard guardOf(String caseKey) {
        return guards.stream()
                .filter(guard -> caseKey.startsWith(guard.prefix()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No CaseGuard says who may see " + caseKey));
    }
}
