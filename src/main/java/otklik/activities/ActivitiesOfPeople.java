package otklik.activities;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.PersonMerging;

/** Activities with two people who turn out to be one are with the one who stays. */
@Component
class ActivitiesOfPeople implements PersonMerging {
    private final JdbcClient jdbc;

    ActivitiesOfPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "activities";
    }

    @Override
    public String move(String from, String into) {
        var moved = jdbc.sql("select id from activity where person = ? order by id")
                .param(from)
                .query(Long.class)
                .list();
        jdbc.sql("update activity set person = ? where person = ?")
                .params(into, from)
                .update();
        return moved.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public void back(String from, String into, String record) {
        var moved = Arrays.stream(record.split(","))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .toList();
        if (!moved.isEmpty()) {
            jdbc.sql("update activity set person = :from where person = :into and id in (:moved)")
                    .param("from", from)
                    .param("into", into)
                    .param("moved", moved)
                    .update();
        }
    }
}
