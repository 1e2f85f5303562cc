package otklik.activities;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Companies;
import otklik.customers.CompanyMerging;

/** Activities of two companies that turn out to be one are those of the company that stays; their processes go on with their deadlines (E10). */
@Component
class ActivitiesOfMerged implements CompanyMerging {
    private final JdbcClient jdbc;
    private final ActivityRows rows;
    private final Companies companies;

    ActivitiesOfMerged(JdbcClient jdbc, ActivityRows rows, Companies companies) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.companies = companies;
    }

    @Override
    public String part() {
        return "activities";
    }

    @Override
    public String move(String from, String into) {
        var moved = jdbc
                .sql("select number from activity where company = ? order by id")
                .param(from)
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.joining(" "));
        give(moved, from, into);
        return moved;
    }

    @Override
    public void back(String from, String into, String record) {
        give(record, into, from);
    }

    private void give(String numbers, String from, String into) {
        var moved = Arrays.stream(numbers.split(" "))
                .filter(number -> !number.isEmpty())
                .toList();
        if (!moved.isEmpty()) {
            jdbc.sql(
                            """
                            update activity set company = :into, company_id = (select id from company where number = :into)
                            where company = :from and number in (:moved)""")
                    .param("into", into)
                    .param("from", from)
                    .param("moved", moved)
                    .update();
        }
        keepPlan(from);
        keepPlan(into);
    }

    private void keepPlan(String company) {
        @Nullable Activity first = rows.planned(company, 1).stream().findFirst().orElse(null);
        companies.plan(
                company,
                rows.countPlanned(company),
                first == null ? null : first.due(),
                first == null ? null : first.title());
    }
}
