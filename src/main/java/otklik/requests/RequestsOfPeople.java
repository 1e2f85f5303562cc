package otklik.requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CasesOfPeople;

/** The requests of two people who turn out to be one belong to the one who stays. */
@Component
class RequestsOfPeople extends CasesOfPeople {
    RequestsOfPeople(JdbcClient jdbc) {
        super(jdbc, "request", "requests");
    }
}
