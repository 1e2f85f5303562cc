package otklik.inbox;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.NewestCases;

/** The messages of a company's people are a part of its history; the newest ones. */
@Component
class MessagesOfCompany extends NewestCases {
    MessagesOfCompany(JdbcClient jdbc) {
        super(
                jdbc,
                """
                select m.number from message m where m.person in
                    (select p.number from person p join company c on c.id = p.company_id where c.number = ?)
                order by m.id desc""");
    }
}
