package otklik.requests;

import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.PersonMerging;

/** The requests of two people who turn out to be one belong to the one who stays; their processes go on as they are. */
@Component
class RequestsOfPeople implements PersonMerging {
    private final JdbcClient jdbc;

    RequestsOfPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "requests";
    }

    @Override
    public String move(String from, String into) {
        var moved = jdbc.sql("select number from request where person = ? order by id")
                .param(from)
                .query(String.class)
                .list();
        // The version goes up, so that a step which has the row in hand begins anew instead of writing the old owner
        // back.
        jdbc.sql("update request set person = ?, version = version + 1 where person = ?")
                .params(into, from)
                .update();
        return String.join(" ", moved);
    }

    @Override
    public void back(String from, String into, String record) {
        List<String> moved = Arrays.stream(record.split(" "))
                .filter(number -> !number.isEmpty())
                .toList();
        if (!moved.isEmpty()) {
            jdbc.sql(
                            "update request set person = :from, version = version + 1 where person = :into and number in (:moved)")
                    .param("from", from)
                    .param("into", into)
                    .param("moved", moved)
                    .update();
        }
    }
}
