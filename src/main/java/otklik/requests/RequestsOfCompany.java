package otklik.requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.NewestCases;

/** The requests of a company's people are a part of its history; the newest ones. */
@Component
class RequestsOfCompany extends NewestCases {
    RequestsOfCompany(JdbcClient jdbc) {
        super(
                jdbc,
                """
                select r.number from request r where r.person in
                    (select p.number from person p join company c on c.id = p.company_id where c.number = ?)
                order by r.last_message_at desc""");
    }
}
