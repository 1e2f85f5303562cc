package otklik.customers;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint.Kind;

/**
 * Who a client is for those who reach out to him, by which phone, and by whose clock. Asks nobody's rights: it is for steps of processes and
 * for what was found already.
 */
@Component
public class ClientReach {
    private static final String USABLE =
            """
            and x.kind = '%s' and not exists (select 1 from point_state s
                where s.kind = x.kind and s.point_key = x.point_key and s.state <> 'VALID')
            order by x.id fetch first 1 row only"""
                    .formatted(Kind.PHONE);

    private final JdbcClient jdbc;
    private final ClientZone zones;

    ClientReach(JdbcClient jdbc, ClientZone zones) {
        this.jdbc = jdbc;
        this.zones = zones;
    }

    /**
     * A client.
     *
     * @param contact the stable key of him: {@code P-12} where a person is known, else {@code K-7}
     * @param phone in E.164, the first one that may be used; of the person before that of the company, before that of one of its people
     * @param zone by whose clock he lives; empty where that is only assumed
     */
    public record Client(@Nullable String contact, @Nullable String phone, @Nullable ZoneId zone) {}

    /**
     * The client.
     *
     * @param company number, {@code K-7}; none where only the person is known: his company is found
     * @param person number, {@code P-12}
     */
    public Client of(@Nullable String company, @Nullable String person) {
        var firm = company == null && person != null ? companyOf(person) : company;
        var phone = person == null
                ? null
                : first(
                        "select x.point_key from contact_point x join person p on p.id = x.person_id where p.number = ?",
                        person);
        if (phone == null && firm != null) {
            phone = first(
                    "select x.point_key from company_point x join company c on c.id = x.company_id where c.number = ?",
                    firm);
        }
        if (phone == null && firm != null) {
            phone = first(
                    "select x.point_key from contact_point x join person p on p.id = x.person_id"
                            + " join company c on c.id = p.company_id where c.number = ?",
                    firm);
        }
        var zone = zones.of(firm, person, phone);
        return new Client(person == null ? firm : person, phone, zone.isAssumed() ? null : zone.id());
    }

    /** Whether the client has phones of which one must not be used: then he is not to be called, rather than his number missing. */
    public boolean isBarred(String contact) {
        return jdbc.sql(
                                """
                                select count(*) from (
                                    select x.kind, x.point_key from contact_point x join person p on p.id = x.person_id where p.number = ?
                                    union all
                                    select x.kind, x.point_key from company_point x join company c on c.id = x.company_id
                                        where c.number = ?) y
                                join point_state s on s.kind = y.kind and s.point_key = y.point_key
                                where y.kind = ? and s.state = ?""")
                        .params(contact, contact, Kind.PHONE.name(), PointState.DO_NOT_USE.name())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private @Nullable String companyOf(String person) {
        return jdbc.sql("select c.number from person p join company c on c.id = p.company_id where p.number = ?")
                .param(person)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private @Nullable String first(String select, String number) {
        return jdbc.sql(select + " " + USABLE)
                .param(number)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
