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
        if (caseKeys.isEmpty() || policy.reach(Section.COMPANIES, Action.VIEW).everything()) {
            return Set.copyOf(caseKeys);
        }
        return new HashSet<>(seen(
                        "select a.number from activity a join company c on c.id = a.company_id where a.number in (:keys)",
                        "")
                .param("keys", caseKeys)
                .query(String.class)
                .list());
    }

    /**
     * A statement on {@code activity a} and its {@code company c} that finds only what the person of the screen may see.
     *
     * @param select with its where
     * @param end what comes after the conditions
     */
    JdbcClient.StatementSpec seen(String select, String end) {
        var reach = policy.reach(Section.COMPANIES, Action.VIEW);
        if (reach.everything()) {
            return jdbc.sql(select + end);
        }
        var standing = accounts.standing(CurrentUser.login().orElse(""));
        var hands = new HashSet<>(standing.own());
        hands.addAll(policy.reach(Section.ACTIVITIES, Action.VIEW).owners());
        var queues = standing.groups();
        var seesAll = policy.reach(Section.ACTIVITIES, Action.VIEW).everything();
        var statement = reach.bind(jdbc.sql(select + " and ("
                + reach.condition("c.responsible", "cast(null as varchar(64))")
                + (hands.isEmpty() ? "" : " or a.responsible in (:hands)")
                + (queues.isEmpty() ? "" : " or a.responsible is null and a.queue in (:queues)")
                + (seesAll ? " or a.responsible is not null" : "") + ")" + end));
        statement = hands.isEmpty() ? statement : statement.param("hands", hands);
        return queues.isEmpty() ? statement : statement.param("queues", queues);
    }
}
