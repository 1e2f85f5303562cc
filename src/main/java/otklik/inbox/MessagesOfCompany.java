package otklik.inbox;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyCases;

/** The messages of a company's people are a part of its history; the newest ones. */
@Component
class MessagesOfCompany implements CompanyCases {
    private final JdbcClient jdbc;

    MessagesOfCompany(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> caseKeys(String company) {
        return new LinkedHashSet<>(jdbc.sql(
                        """
                        select m.number from message m where m.person in
                            (select p.number from person p join company c on c.id = p.company_id where c.number = ?)
                        order by m.id desc limit\s"""
                                + MOST)
                .param(company)
                .query(String.class)
                .list());
    }
}
