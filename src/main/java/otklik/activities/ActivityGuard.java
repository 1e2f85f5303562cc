package otklik.activities;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Who may see a company sees what is planned with it; whoever is to do something sees that, and it is seen by those who may see what he
 * has to do.
 */
@Component
class ActivityGuard implements CaseGuard {
    private final JdbcClient jdbc;
    private final Policy policy;
    private final Accounts accounts;

    ActivityGuard(JdbcClient jdbc, Policy policy, Accounts accounts) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.accounts = accounts;
    }

    @Override
    public String prefix() {
        return "A-";
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        var reach = policy.reach(Section.COMPANIES, Action.VIEW);
        if (reach.everything() || caseKeys.isEmpty()) {
            return Set.copyOf(caseKeys);
        }
        var standing = accounts.standing(CurrentUser.login().orElse(""));
        var hands = new HashSet<>(standing.own());
        hands.addAll(policy.reach(Section.ACTIVITIES, Action.VIEW).owners());
        var queues = standing.groups();
        var seesAll = policy.reach(Section.ACTIVITIES, Action.VIEW).everything();
        var statement = reach.bind(jdbc.sql("select a.number from activity a join company c on c.id = a.company_id"
                        + " where a.number in (:keys) and ("
                        + reach.condition("c.responsible", "cast(null as varchar(64))")
                        + (hands.isEmpty() ? "" : " or a.responsible in (:hands)")
                        + (queues.isEmpty() ? "" : " or a.responsible is null and a.queue in (:queues)")
                        + (seesAll ? " or a.responsible is not null" : "") + ")"))
                .param("keys", caseKeys);
        statement = hands.isEmpty() ? statement : statement.param("hands", hands);
        statement = queues.isEmpty() ? statement : statement.param("queues", queues);
        return new HashSet<>(statement.query(String.class).list());
    }
}
