package otklik.tasks;

import static otklik.tasks.TaskRows.utc;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Forgetting;

/** What people wrote about a company and its people in assignments goes with its data; that there was one, for whom and when, stays. */
@Component
class ForgottenTasks implements Forgetting {
    private final JdbcClient jdbc;
    private final Clock clock;

    ForgottenTasks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Found find(Whom whom) {
        var numbers = jdbc.sql("select number from given_task where about in (:about)")
                .param("about", about(whom))
                .query(String.class)
                .list();
        return new Found(
                numbers.isEmpty() ? Map.of() : Map.of(Kept.ASSIGNMENTS, (long) numbers.size()), new HashSet<>(numbers));
    }

    @Override
    public void forget(Whom whom) {
        jdbc.sql(
                        """
                        update given_task set title = '\u2014', description = null, result = null,
                            state = case when state in ('NEW', 'IN_PROGRESS') then 'WITHDRAWN' else state end,
                            closed_at = coalesce(closed_at, :now), closed_by = coalesce(closed_by, 'otklik')
                        where about in (:about)""")
                .param("now", utc(clock.instant()))
                .param("about", about(whom))
                .update();
    }

    private static List<String> about(Whom whom) {
        return Stream.concat(Stream.of(whom.company()), whom.people().stream()).toList();
    }
}
