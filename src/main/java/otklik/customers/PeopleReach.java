package otklik.customers;

import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Section;

/** Which people the person of the screen may see. */
@Component
class PeopleReach {
    private final JdbcClient jdbc;
    private final Policy policy;

    PeopleReach(JdbcClient jdbc, Policy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
    }

    /** Of those whom nobody named: who reads all messages sees everybody, others see the people of their companies. */
    Reach listed() {
        return policy.may(Section.INBOX, Action.VIEW) ? Reach.EVERYTHING : policy.reach(Section.COMPANIES, Action.VIEW);
    }

    /** Of those who are named: whoever has a request knows its client's number from there. */
    Reach named() {
        return policy.may(Section.REQUESTS, Action.VIEW) ? Reach.EVERYTHING : listed();
    }

    /** The condition for a person {@code p} joined with a company {@code c}; somebody without a company is nobody's. */
    static String condition(Reach reach) {
        return reach.condition("c.responsible", "cast(null as varchar(64))");
    }

    /** Those of the people whose page may be opened. */
    Set<String> visible(Collection<String> numbers) {
        var reach = listed();
        if (reach.everything() || numbers.isEmpty()) {
            return Set.copyOf(numbers);
        }
        return reach.bind(jdbc.sql(
                        "select p.number from person p left join company c on c.id = p.company_id where p.number in (:keys) and "
                                + condition(reach)))
                .param("keys", numbers)
                .query(String.class)
                .set();
    }
}
