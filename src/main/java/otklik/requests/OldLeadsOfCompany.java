package otklik.requests;

import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyMerging;
import otklik.customers.Merging;
import otklik.customers.NewestCases;

/** What the pool keeps of a company is a part of its history, and goes with it to the company it is joined with. */
@Component
class OldLeadsOfCompany extends NewestCases implements CompanyMerging {
    private final JdbcClient jdbc;

    OldLeadsOfCompany(JdbcClient jdbc) {
        super(jdbc, "select number from old_lead where company = ? order by id desc");
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "old-leads";
    }

    @Override
    public String move(String from, String into) {
        var moved = jdbc.sql("select id from old_lead where company = ? order by id")
                .param(from)
                .query(Long.class)
                .list();
        jdbc.sql("update old_lead set company = ?, version = version + 1 where company = ?")
                .params(into, from)
                .update();
        return moved.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    @Override
    public void back(String from, String into, String record) {
        var moved = Merging.words(record, " ").stream().map(Long::valueOf).toList();
        if (!moved.isEmpty()) {
            jdbc.sql(
                            "update old_lead set company = :from, version = version + 1 where company = :into and id in (:moved)")
                    .param("from", from)
                    .param("into", into)
                    .param("moved", moved)
                    .update();
        }
    }
}
