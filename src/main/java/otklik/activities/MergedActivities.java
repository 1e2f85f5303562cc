package otklik.activities;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyMerging;

/** What was planned and done with a company goes along when it turns out to be another one. The processes live on as they are (E10). */
@Component
class MergedActivities implements CompanyMerging {
    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final Activities activities;

    MergedActivities(JdbcClient jdbc, Activities activities) {
        this.jdbc = jdbc;
        this.activities = activities;
    }

    @Override
    public String part() {
        return "activities";
    }

    @Override
    public String move(String from, String into) {
        var ids = jdbc.sql("select id from activity where company = ? order by id")
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
        for (int first = 0; first < ids.size(); first += CHUNK) {
            jdbc.sql(
                            """
                            update activity set company = :into, company_id = (select id from company where number = :into)
                            where id in (:ids) and company = :from""")
                    .param("into", into)
                    .param("from", from)
                    .param("ids", ids.subList(first, Math.min(ids.size(), first + CHUNK)))
                    .update();
        }
        activities.keepPlan(from);
        activities.keepPlan(into);
    }
}
