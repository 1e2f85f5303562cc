package otklik.customers;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.telephony.Callers;

/** Who is behind a phone: the person who has it, at his company's page where he is of one; else the company whose switchboard it is. */
@Component
class CallersOfCustomers implements Callers {
    private final JdbcClient jdbc;
    private final Policy policy;
    private final PeopleReach people;

    CallersOfCustomers(JdbcClient jdbc, Policy policy, PeopleReach people) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.people = people;
    }

    @Override
    public Map<String, Caller> of(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        var callers = new HashMap<String, Caller>();
        var companies = policy.reach(Section.COMPANIES, Action.VIEW);
        companies
                .bind(jdbc.sql(
                        """
                        select p.point_key, c.number, c.name from company_point p join company c on c.id = p.company_id
                        where p.kind = 'PHONE' and p.point_key in (:numbers) and c.merged_into is null and %s
                        order by c.last_contact_at nulls first, c.id desc"""
                                .formatted(companies.condition("c.responsible", "cast(null as varchar(64))"))))
                .param("numbers", numbers)
                .query(row -> {
                    callers.put(
                            row.getString("point_key"),
                            new Caller(
                                    row.getString("name"),
                                    row.getString("number"),
                                    "companies/" + row.getString("number")));
                });
        var listed = people.listed();
        listed.bind(jdbc.sql(
                        """
                        select t.point_key, p.number, p.name, c.number as company, c.name as company_name
                        from contact_point t join person p on p.id = t.person_id left join company c on c.id = p.company_id
                        where t.kind = 'PHONE' and t.point_key in (:numbers) and p.merged_into is null and %s"""
                                .formatted(PeopleReach.condition(listed))))
                .param("numbers", numbers)
                .query(row -> {
                    var company = row.getString("company");
                    callers.put(
                            row.getString("point_key"),
                            company == null
                                    ? new Caller(
                                            row.getString("name"),
                                            row.getString("number"),
                                            "people/" + row.getString("number"))
                                    : new Caller(
                                            row.getString("name") + ", " + row.getString("company_name"),
                                            company,
                                            "companies/" + company));
                });
        return callers;
    }
}
