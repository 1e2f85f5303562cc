package otklik.customers;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** Who decides about deletions sees their cases; who asked sees his own. */
@Component
class DeletionGuard implements CaseGuard {
    private final JdbcClient jdbc;
    private final Policy policy;

    DeletionGuard(JdbcClient jdbc, Policy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
    }

    @Override
    public String prefix() {
        return CompanyDeletions.PREFIX;
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        if (caseKeys.isEmpty() || policy.may(Section.COMPANIES, Action.DELETE)) {
            return Set.copyOf(caseKeys);
        }
        return jdbc
                .sql("select number from company_deletion where number in (:keys) and asked_by = :me")
                .param("keys", caseKeys)
                .param("me", CurrentUser.login().orElse(""))
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }
}
