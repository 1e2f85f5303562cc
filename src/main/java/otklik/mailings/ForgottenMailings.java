package otklik.mailings;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Forgetting;

/** Addresses that mailings have kept; the letters themselves are blanked where letters are. Links of old letters end with it. */
@Component
class ForgottenMailings implements Forgetting {
    private final JdbcClient jdbc;

    ForgottenMailings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The work on wrong addresses ends with the company. */
    @Override
    public Found find(Whom whom) {
        return new Found(
                Map.of(),
                new LinkedHashSet<>(jdbc.sql("select number from address_repair where company = ? order by id")
                        .param(whom.company())
                        .query(String.class)
                        .list()));
    }

    @Override
    public void forget(Whom whom) {
        for (var statement : Set.of(
                "update mailing_letter set address = '#' || id where company = ?",
                "update address_repair set address = '', reason = null, open_key = null where company = ?",
                "delete from company_answer where company = ?")) {
            jdbc.sql(statement).param(whom.company()).update();
        }
    }
}
