package otklik.customers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint.Kind;

/**
 * By which phone a client is called: the first of the person, else of the company; one that must not be used only where there is no other.
 * Asks nobody's rights: it is for steps of processes and for what was found already.
 */
@Component
public class ClientPhone {
    private final JdbcClient jdbc;

    ClientPhone(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The phone in E.164; empty where there is none.
     *
     * @param company number, {@code K-7}
     * @param person number, {@code P-12}
     */
    public Optional<String> of(@Nullable String company, @Nullable String person) {
        return person == null
                ? ofCompany(company)
                : first("contact_point", "person", person).or(() -> ofCompany(company));
    }

    private Optional<String> ofCompany(@Nullable String company) {
        return company == null ? Optional.empty() : first("company_point", "company", company);
    }

    private Optional<String> first(String points, String owner, String number) {
        return jdbc.sql(
                        """
                        select x.point_key from %s x join %s o on o.id = x.%s_id
                            left join point_state s on s.kind = x.kind and s.point_key = x.point_key
                        where o.number = ? and x.kind = ?
                        order by case when s.state = 'DO_NOT_USE' then 1 else 0 end, x.id fetch first 1 row only"""
                                .formatted(points, owner, owner))
                .params(number, Kind.PHONE.name())
                .query(String.class)
                .optional();
    }
}
