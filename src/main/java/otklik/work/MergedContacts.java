package otklik.work;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyMerging;
import otklik.customers.Merging;
import otklik.customers.PersonMerging;

/** Open tasks about a client are about the other one when the two turn out to be one: else he would be in two hands at once (E40). */
@Component
class MergedContacts implements CompanyMerging, PersonMerging {
    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;

    MergedContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "work";
    }

    @Override
    public String move(String from, String into) {
        var tasks = jdbc.sql("select task_id from work_item where contact = ? order by task_id")
                .param(from)
                .query(String.class)
                .list();
        put(tasks, from, into);
        return tasks.stream().collect(Collectors.joining(" "));
    }

    @Override
    public void back(String from, String into, String record) {
        put(Merging.words(record, " "), into, from);
    }

    private void put(List<String> tasks, String from, String into) {
        for (int first = 0; first < tasks.size(); first += CHUNK) {
            jdbc.sql("update work_item set contact = :into where task_id in (:tasks) and contact = :from")
                    .param("into", into)
                    .param("from", from)
                    .param("tasks", tasks.subList(first, Math.min(tasks.size(), first + CHUNK)))
                    .update();
        }
    }
}
