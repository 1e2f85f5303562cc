package otklik.inbox;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CasesOfPeople;

/** The messages of two people who turn out to be one belong to the one who stays. */
@Component
class MessagesOfPeople extends CasesOfPeople {
    MessagesOfPeople(JdbcClient jdbc) {
        super(jdbc, "message", "messages");
    }
}
