package otklik.customers;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
        var visible = new HashSet<>(reach.bind(jdbc.sql("select number from company where number in (:keys) and "
                        + reach.condition("responsible", "cast(null as varchar(64))")))
                .param("keys", caseKeys)
                .query(String.class)
                .set());
        visible.addAll(joined(
                caseKeys.stream().filter(number -> !visible.contains(number)).toList()));
        return visible;
    }

    /** Whoever sees a company sees what happened to those that were joined with it. */
    private Set<String> joined(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Set.of();
        }
        var into = new HashMap<String, String>();
        jdbc.sql("select number, merged_into from company where number in (:numbers) and merged_into is not null")
                .param("numbers", numbers)
                .query(row -> {
                    into.put(row.getString("number"), row.getString("merged_into"));
                });
        var visible = visible(into.values());
        return into.keySet().stream()
                .filter(number -> visible.contains(into.get(number)))
                .collect(Collectors.toSet());
    }
}
