package otklik.customers;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who may see a company sees what hangs on it. */
@Component
class CompanyGuard implements CaseGuard {
    private final JdbcClient jdbc;
    private final Policy policy;

    CompanyGuard(JdbcClient jdbc, Policy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
    }

    @Override
    public String prefix() {
        return "K-";
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        var reach = policy.reach(Section.COMPANIES, Action.VIEW);
        if (reach.everything() || caseKeys.isEmpty()) {
            return Set.copyOf(caseKeys);
        }
        return reach
                .bind(jdbc.sql("select number from company where number in (:keys) and "
                        + reach.condition("responsible", "cast(null as varchar(64))")))
                .param("keys", caseKeys)
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }
}
