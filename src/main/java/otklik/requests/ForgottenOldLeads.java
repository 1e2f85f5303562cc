package otklik.requests;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint;
import otklik.customers.Forgetting;

/** Who is forgotten is in the recovery pool no more; that he was, since when and what became of it stays. */
@Component
class ForgottenOldLeads implements Forgetting {
    private static final String THEIRS = " where company = :company or person in (:people) or address in (:addresses)";
    /** Matches nobody, where a list would be empty. */
    private static final String NOBODY = "-";

    private final JdbcClient jdbc;
    private final Clock clock;

    ForgottenOldLeads(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Found find(Whom whom) {
        var cases = new HashSet<String>();
        bind("select number, case_key from old_lead" + THEIRS, whom)
                .query((row, index) -> cases.add(row.getString("number")) | cases.add(row.getString("case_key")))
                .list();
        return new Found(Map.of(), cases);
    }

    @Override
    public void forget(Whom whom) {
        bind(
                        """
                        update old_lead set address = null, title = number, closed_at = coalesce(closed_at, :now),
                            state = case when state in ('RESTING', 'READY') then 'GONE' else state end, version = version + 1"""
                                + THEIRS,
                        whom)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private JdbcClient.StatementSpec bind(String sql, Whom whom) {
        return jdbc.sql(sql)
                .param("company", whom.company())
                .param("people", orNobody(whom.people()))
                .param(
                        "addresses",
                        orNobody(whom.points().stream()
                                .filter(point -> point.kind() == ContactPoint.Kind.EMAIL)
                                .map(ContactPoint::key)
                                .collect(Collectors.toSet())));
    }

    private static Set<String> orNobody(Set<String> keys) {
        return keys.isEmpty() ? Set.of(NOBODY) : keys;
    }
}
