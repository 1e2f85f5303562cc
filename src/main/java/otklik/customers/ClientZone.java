package otklik.customers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint.Kind;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * In which time zone a client is: what stands on the card of the person, else of the company, else by the phone, else our own, which is
 * then assumed (E35). Asks nobody's rights: it is for steps of processes and for what was found already.
 */
@Component
public class ClientZone {
    private final JdbcClient jdbc;
    private final Parameters parameters;

    ClientZone(JdbcClient jdbc, Parameters parameters) {
        this.jdbc = jdbc;
        this.parameters = parameters;
    }

    /** By what a zone is known. */
    public enum Origin {
        PERSON,
        COMPANY,
        PHONE,
        ASSUMED
    }

    /**
     * Where a client is.
     *
     * @param id never none; where nothing is known, that of our company
     * @param possible all zones in which the client may be, {@code id} among them; one where the zone is known, many for a mobile phone of
     *     a large country: who wants to be sure keeps to the hours that are decent in all of them
     */
    public record Zone(ZoneId id, Origin origin, List<ZoneId> possible) {
        public boolean isAssumed() {
            return origin == Origin.ASSUMED;
        }

        private static Zone known(ZoneId id, Origin origin) {
            return new Zone(id, origin, List.of(id));
        }
    }

    /**
     * The zone of a client.
     *
     * @param company number of the company, {@code K-7}; none where only the person is known: his company is found
     * @param person number of the person, {@code P-12}
     * @param phone in any international way of writing; none for the first phone of the person, else of the company
     */
    public Zone of(@Nullable String company, @Nullable String person, @Nullable String phone) {
        var human = person == null ? Optional.<Row>empty() : person(person);
        var firm =
                Optional.ofNullable(company).or(() -> human.map(Row::company)).flatMap(this::company);
        return human.flatMap(row -> written(row, Origin.PERSON))
                .or(() -> firm.flatMap(row -> written(row, Origin.COMPANY)))
                .orElseGet(() -> ofPhone(Optional.ofNullable(phone)
                        .or(() -> human.map(Row::phone))
                        .or(() -> firm.map(Row::phone))
                        .orElse(null)));
    }

    /** The zone by the phone alone; none or a number of which nothing is known gives ours, assumed. */
    public Zone ofPhone(@Nullable String phone) {
        var ours = parameters.zone(Parameter.COMPANY_ZONE);
        var possible = phone == null ? List.<ZoneId>of() : zones(phone);
        if (possible.isEmpty()) {
            return new Zone(ours, Origin.ASSUMED, List.of(ours));
        }
        return possible.size() == 1
                ? Zone.known(possible.get(0), Origin.PHONE)
                : new Zone(possible.contains(ours) ? ours : possible.get(0), Origin.ASSUMED, possible);
    }

    /** Of zones in which the clocks always show the same only the first stays. */
    private static List<ZoneId> zones(String phone) {
        try {
            var number = PhoneNumberUtil.getInstance().parse(phone, null);
            var different = new ArrayList<ZoneId>();
            for (var name : PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number)) {
                zone(name)
                        .filter(zone -> different.stream()
                                .noneMatch(other -> other.getRules().equals(zone.getRules())))
                        .ifPresent(different::add);
            }
            return List.copyOf(different);
        } catch (NumberParseException noNumber) {
            return List.of();
        }
    }

    private static Optional<ZoneId> zone(@Nullable String name) {
        if (name == null || name.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<Zone> written(Row row, Origin origin) {
        return zone(row.zone()).map(id -> Zone.known(id, origin));
    }

    private record Row(@Nullable String zone, @Nullable String company, @Nullable String phone) {}

    private Optional<Row> person(String number) {
        return jdbc.sql(
                        """
                        select p.zone, c.number as company, (select x.point_key from contact_point x
                            where x.person_id = p.id and x.kind = ? order by x.id fetch first 1 row only) as phone
                        from person p left join company c on c.id = p.company_id where p.number = ?""")
                .params(Kind.PHONE.name(), number)
                .query((row, index) -> new Row(row.getString("zone"), row.getString("company"), row.getString("phone")))
                .optional();
    }

    private Optional<Row> company(String number) {
        return jdbc.sql(
                        """
                        select c.zone, (select x.point_key from company_point x
                            where x.company_id = c.id and x.kind = ? order by x.id fetch first 1 row only) as phone
                        from company c where c.number = ?""")
                .params(Kind.PHONE.name(), number)
                .query((row, index) -> new Row(row.getString("zone"), null, row.getString("phone")))
                .optional();
    }
}
