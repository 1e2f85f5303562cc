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

/** Who may delete a company sees the wishes for it; who asked sees his own. */
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
        var reach = policy.reach(Section.COMPANIES, Action.DELETE);
        if (caseKeys.isEmpty() || reach.everything()) {
            return Set.copyOf(caseKeys);
        }
        return reach
                .bind(jdbc.sql(
                        """
                                select d.number from company_deletion d left join company c on c.number = d.company
                                where d.number in (:keys) and (d.asked_by = :me or c.id is not null and\s"""
                                + reach.condition("c.responsible", "cast(null as varchar(64))") + ")"))
                .param("keys", caseKeys)
                .param("me", CurrentUser.login().orElse(""))
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }
}
