package otklik.requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CasesOfPeople;

/** What the pool keeps of two people who turn out to be one belongs to the one who stays. */
@Component
class OldLeadsOfPeople extends CasesOfPeople {
    OldLeadsOfPeople(JdbcClient jdbc) {
        super(jdbc, "old_lead", "old-leads");
    }
}
