package otklik.requests;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * An old lead is seen by who may see its company, by who may take from the stream of requests, since it lies there as work, and by the heads.
 */
@Component
class OldLeadCases implements CaseGuard, CaseSubject {
    private final JdbcClient jdbc;
    private final OldLeadRows rows;
    private final Policy policy;

    OldLeadCases(JdbcClient jdbc, @Lazy OldLeadRows rows, Policy policy) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.policy = policy;
    }

    @Override
    public String prefix() {
        return "OL-";
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        if (caseKeys.isEmpty()
                || policy.may(Section.REQUESTS, Action.TAKE)
                || policy.reach(Section.COMPANIES, Action.VIEW).everything()) {
            return Set.copyOf(caseKeys);
        }
        var reach = policy.reach(Section.COMPANIES, Action.VIEW);
        var seen = new HashSet<>(jdbc.sql(
                        """
                        select l.number from old_lead l join work_item w on w.business_key = l.case_key
                        where l.number in (:keys) and w.assignee = :me""")
                .param("keys", caseKeys)
                .param("me", CurrentUser.login().orElse(""))
                .query(String.class)
                .list());
        if (!reach.isNothing()) {
            seen.addAll(reach.bind(jdbc.sql(
                                    "select l.number from old_lead l join company c on c.number = l.company where l.number in (:keys) and "
                                            + reach.condition("c.responsible", "cast(null as varchar(64))"))
                            .param("keys", caseKeys))
                    .query(String.class)
                    .list());
        }
        return seen;
    }

    @Override
    public String line(String businessKey) {
        return rows.byNumber(businessKey)
                .map(lead -> lead.name().equals(lead.title()) ? lead.name() : lead.name() + ": " + lead.title())
                .orElse(businessKey);
    }
}
