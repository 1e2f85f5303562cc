package otklik.tasks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyMerging;
import otklik.customers.PersonMerging;

/** Assignments about a company or a person are about the other one when the two turn out to be one. */
@Component
class MergedTasks implements CompanyMerging, PersonMerging {
    private final JdbcClient jdbc;

    MergedTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "assignments";
    }

    @Override
    public String move(String from, String into) {
        var ids = jdbc.sql("select id from given_task where about = ? order by id")
                .param(from)
                .query(Long.class)
                .list();
        put(ids, from, into);
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public void back(String from, String into, String record) {
        put(
                Arrays.stream(record.split(","))
                        .filter(id -> !id.isEmpty())
                        .map(Long::valueOf)
                        .toList(),
                into,
                from);
    }

    /** Those that are still there: what was moved on since stays where it is. */
    private void put(List<Long> ids, String from, String into) {
        if (!ids.isEmpty()) {
            jdbc.sql("update given_task set about = :into where id in (:ids) and about = :from")
                    .param("into", into)
                    .param("from", from)
                    .param("ids", ids)
                    .update();
        }
    }
}
