package otklik.requests;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyCases;

/** The requests of a company's people are a part of its history; the newest ones. */
@Component
class RequestsOfCompany implements CompanyCases {
    private final JdbcClient jdbc;

    RequestsOfCompany(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> caseKeys(String company) {
        return new LinkedHashSet<>(jdbc.sql(
                        """
                        select r.number from request r where r.person in
                            (select p.number from person p join company c on c.id = p.company_id where c.number = ?)
                        order by r.last_message_at desc limit\s"""
                                + MOST)
                .param(company)
                .query(String.class)
                .list());
    }
}
