package otklik.activities;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Forgetting;

/** What people wrote about a company in what they planned and did goes with its data; that something was done, when and by whom, stays. */
@Component
class ForgottenActivities implements Forgetting {
    private final JdbcClient jdbc;
    private final Activities activities;
    private final Clock clock;

    ForgottenActivities(JdbcClient jdbc, Activities activities, Clock clock) {
        this.jdbc = jdbc;
        this.activities = activities;
        this.clock = clock;
    }

    @Override
    public Found find(Whom whom) {
        var numbers = jdbc.sql("select number from activity where company = ?")
                .param(whom.company())
                .query(String.class)
                .list();
        return new Found(
                numbers.isEmpty() ? Map.of() : Map.of(Kept.ACTIVITIES, (long) numbers.size()), new HashSet<>(numbers));
    }

    @Override
    public void forget(Whom whom) {
        jdbc.sql(
                        """
                        update activity set title = '\u2014', description = null, result = null, person = null,
                            state = case when state = 'PLANNED' then 'CANCELLED' else state end,
                            closed_at = coalesce(closed_at, :now), closed_by = coalesce(closed_by, 'otklik')
                        where company = :company""")
                .param("now", ActivityRows.utc(clock.instant()))
                .param("company", whom.company())
                .update();
        var people = whom.people();
        if (!people.isEmpty()) {
            jdbc.sql("update activity set person = null where person in (:people)")
                    .param("people", people)
                    .update();
        }
        activities.keepPlan(whom.company());
    }
}
