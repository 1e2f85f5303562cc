package otklik.tasks;

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

/** An assignment is seen by who gave it, who has to do it, those of its queue while it lies there, and who may see what those people have to do. */
@Component
class TaskGuard implements CaseGuard {
    private final JdbcClient jdbc;
    private final Policy policy;
    private final Accounts accounts;

    TaskGuard(JdbcClient jdbc, Policy policy, Accounts accounts) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.accounts = accounts;
    }

    @Override
    public String prefix() {
        return "T-";
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        return caseKeys.isEmpty()
                ? Set.of()
                : new HashSet<>(seen("select number from given_task g where g.number in (:keys)", "")
                        .param("keys", caseKeys)
                        .query(String.class)
                        .list());
    }

    /**
     * A statement on {@code given_task g} that finds only what the person of the screen may see.
     *
     * @param select with its where
     * @param end what comes after the conditions
     */
    JdbcClient.StatementSpec seen(String select, String end) {
        var reach = policy.reach(Section.ASSIGNMENTS, Action.VIEW);
        if (CurrentUser.login().isEmpty() || reach.everything()) {
            return jdbc.sql(select + end);
        }
        var standing = accounts.standing(CurrentUser.login().orElse(""));
        var own = standing.own();
        var hands = new HashSet<>(own);
        hands.addAll(reach.owners());
        var queues = standing.groups();
        var statement = jdbc.sql(select + " and ("
                + (hands.isEmpty() ? "1 = 0" : "g.responsible in (:hands)")
                + (own.isEmpty() ? "" : " or g.giver in (:own)")
                + (queues.isEmpty() ? "" : " or g.responsible is null and g.queue in (:queues)")
                + ")" + end);
        statement = hands.isEmpty() ? statement : statement.param("hands", hands);
        statement = own.isEmpty() ? statement : statement.param("own", own);
        return queues.isEmpty() ? statement : statement.param("queues", queues);
    }
}
