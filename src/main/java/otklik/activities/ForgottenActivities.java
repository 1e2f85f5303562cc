package otklik.activities;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Forgetting;

/** Blanks what was planned and done with a company whose data are deleted; kinds, dates and people of ours stay for the reports. */
@Component
class ForgottenActivities implements Forgetting {
    private final JdbcClient jdbc;

    ForgottenActivities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Found find(Whom whom) {
        var numbers = numbers(whom);
        return new Found(Map.of(Kept.ACTIVITIES, (long) numbers.size()), numbers);
    }

    @Override
    public void forget(Whom whom) {
        jdbc.sql(
                        """
                        update activity set title = number, description = null, person = null,
                            result = case when result is null then null else '-' end where company = ?""")
                .param(whom.company())
                .update();
    }

    private Set<String> numbers(Whom whom) {
        return new LinkedHashSet<>(jdbc.sql("select number from activity where company = ? order by id")
                .param(whom.company())
                .query(String.class)
                .list());
    }
}
