package otklik.customers;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases of a company that one query finds, the newest first. */
public abstract class NewestCases implements CompanyCases {
    private final JdbcClient jdbc;
    private final String query;

    /** @param query in SQL, for the number of a company as its only parameter; without a limit, and never a text from outside */
    protected NewestCases(JdbcClient jdbc, String query) {
        this.jdbc = jdbc;
        this.query = query;
    }

    @Override
    public Set<String> caseKeys(String company) {
        return new LinkedHashSet<>(jdbc.sql(query + " limit " + MOST)
                .param(company)
                .query(String.class)
                .list());
    }
}
