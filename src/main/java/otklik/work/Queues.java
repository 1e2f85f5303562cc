package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the free work of several queues in the order in which it would be given out. A person has a dozen queues: one condition
 * {@code candidate_group in (…)} makes the database sort all that is free, so each queue is read along its index as far as is
 * needed, and only the heads are sorted.
 */
@Component
class Queues {
    private static final String FREE = "candidate_group = ? and assignee is null and for_all = false";
    private static final String ORDER = " order by priority desc, due_at nulls last, created_at, task_id";

    private final JdbcClient jdbc;
    private final Clock clock;

    Queues(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<WorkItem> free(Collection<String> groups, int offset, int limit) {
        if (groups.isEmpty()) {
            return List.of();
        }
        var parameters = new ArrayList<Object>();
        groups.forEach(group -> parameters.addAll(List.of(group, offset + limit)));
        parameters.addAll(List.of(limit, offset));
        return jdbc.sql("select * from ("
                        + ofEach(groups, "select * from work_item where " + FREE + ORDER + " limit ?")
                        + ") free" + ORDER + " limit ? offset ?")
                .params(parameters)
                .query(WorkItems::item)
                .list();
    }

    /**
     * How much is free, counted up to {@code most}: each open screen asks after each change. The order makes the database walk along the
     * index, where it would else read the whole table for each queue.
     */
    int count(Collection<String> groups, int most) {
        if (groups.isEmpty()) {
            return 0;
        }
        var parameters = new ArrayList<Object>();
        groups.forEach(group -> parameters.addAll(List.of(group, most)));
        parameters.add(most);
        return jdbc.sql("select count(*) from (select 1 from ("
                        + ofEach(groups, "select task_id from work_item where " + FREE + ORDER + " limit ?")
                        + ") free limit ?) counted")
                .params(parameters)
                .query(Integer.class)
                .single();
    }

    /** Those of the queues in which something may begin now, the one with the most urgent item first. */
    List<String> byUrgency(Collection<String> groups) {
        if (groups.size() < 2) {
            return List.copyOf(groups);
        }
        var now = utc(clock.instant());
        return jdbc.sql("select candidate_group from ("
                        + ofEach(
                                groups,
                                "select * from work_item where " + FREE + " and (not_before is null or not_before <= ?)"
                                        + " and (ready or turn_at <= ?)" + ORDER + " limit 1")
                        + ") heads" + ORDER)
                .params(groups.stream()
                        .flatMap(group -> Stream.<Object>of(group, now, now))
                        .toList())
                .query(String.class)
                .list();
    }

    private static String ofEach(Collection<String> groups, String select) {
        return groups.stream().map(group -> "(" + select + ")").collect(Collectors.joining(" union all "));
    }
}
