package otklik.customers;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people of a company are a part of its history. */
@Component
class CompanyPeople extends NewestCases {
    CompanyPeople(JdbcClient jdbc) {
        super(
                jdbc,
                """
                select p.number from person p join company c on c.id = p.company_id where c.number = ?
                order by p.id desc""");
    }
}
