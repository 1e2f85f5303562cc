package otklik.activities;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyCases;

/** The activities of a company, for its history: who took and gave back their tasks stands under their own numbers. */
@Component
class ActivitiesOfCompany implements CompanyCases {
    private final JdbcClient jdbc;

    ActivitiesOfCompany(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> caseKeys(String company) {
        return Set.copyOf(jdbc.sql(
                        """
                        select a.number from activity a join company c on c.id = a.company_id
                        where c.number = ? order by a.company_id desc, a.id desc limit ?""")
                .params(company, MOST)
                .query(String.class)
                .list());
    }
}
