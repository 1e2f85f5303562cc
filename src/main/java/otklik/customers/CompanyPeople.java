package otklik.customers;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people of a company are a part of its history. */
@Component
class CompanyPeople implements CompanyCases {
    private final JdbcClient jdbc;

    CompanyPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> caseKeys(String company) {
        return new LinkedHashSet<>(jdbc.sql(
                        """
                        select p.number from person p join company c on c.id = p.company_id where c.number = ?
                        order by p.id desc limit\s"""
                                + MOST)
                .param(company)
                .query(String.class)
                .list());
    }
}
