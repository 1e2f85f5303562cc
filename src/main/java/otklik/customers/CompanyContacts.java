package otklik.customers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.CompanyCard.Point;
import otklik.customers.ContactPoint.Kind;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;

/** The people of companies with what one can reach them by. Rights are the callers' matter: who sees a company sees its people. */
@Service
public class CompanyContacts {
    private final JdbcClient jdbc;
    private final Companies companies;
    private final People people;
    private final History history;
    private final Signals signals;

    CompanyContacts(JdbcClient jdbc, Companies companies, People people, History history, Signals signals) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.people = people;
        this.history = history;
        this.signals = signals;
    }

    /**
     * A person of a company.
     *
     * @param number {@code P-5}
     * @param position in the company, such as accountant; none where nobody knows it
     * @param points his phones and addresses with what is known of them, the first ones first
     */
    public record Contact(String number, String name, @Nullable String position, List<Point> points) {}

    /**
     * Number of the company of a person, where the page of it may be opened by the person of the screen: the one he is of, else the only one
     * that is called as he says.
     */
    public Optional<String> companyOf(PersonCard person) {
        var name = person.company();
        var number = person.companyNumber() != null
                ? Optional.of(person.companyNumber())
                : name == null ? Optional.<String>empty() : people.companyCalled(name);
        return number.filter(known -> companies.find(known).isPresent());
    }

    /** By number of the company, in the order in which the people became known; companies without people are left out. One query. */
    public Map<String, List<Contact>> of(Collection<String> numbers) {
        var found = new LinkedHashMap<String, Map<String, Contact>>();
        if (!numbers.isEmpty()) {
            jdbc.sql(
                            """
                            select k.number as company, p.number, p.name, p.job_title, c.kind, c.written, c.point_key,
                                s.state, s.reason
                            from company k join person p on p.company_id = k.id
                            left join contact_point c on c.person_id = p.id
                            left join point_state s on s.kind = c.kind and s.point_key = c.point_key
                            where k.number in (:numbers) order by p.id, c.id""")
                    .param("numbers", numbers)
                    .query(row -> {
                        var people = found.computeIfAbsent(row.getString("company"), company -> new LinkedHashMap<>());
                        var person = people.get(row.getString("number"));
                        if (person == null) {
                            person = new Contact(
                                    row.getString("number"),
                                    row.getString("name"),
                                    row.getString("job_title"),
                                    new ArrayList<>());
                            people.put(person.number(), person);
                        }
                        if (row.getString("kind") != null) {
                            var state = row.getString("state");
                            person.points()
                                    .add(new Point(
                                            new ContactPoint(
                                                    Kind.valueOf(row.getString("kind")),
                                                    row.getString("written"),
                                                    row.getString("point_key")),
                                            state == null ? PointState.VALID : PointState.valueOf(state),
                                            row.getString("reason")));
                        }
                    });
        }
        var contacts = new LinkedHashMap<String, List<Contact>>();
        found.forEach((company, people) -> contacts.put(company, List.copyOf(people.values())));
        return contacts;
    }

    /**
     * Puts a corrected address in the place of a wrong one, in the card of the company and in those of its people; where the right one is
     * somebody's already, the wrong one only goes. Told in the history of each. For steps of processes.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void correct(String company, ContactPoint wrong, ContactPoint right) {
        companies.changeByProcess(
                company,
                form -> form.withPoints(form.points().stream()
                        .map(point -> isSame(point, wrong) ? right : point)
                        .toList()));
        of(List.of(company)).getOrDefault(company, List.of()).stream()
                .filter(person -> person.points().stream().anyMatch(point -> isSame(point.point(), wrong)))
                .forEach(person -> correctOf(person, wrong, right));
        signals.say(company);
    }

    /**
     * Puts a right number into the card of a person or of a company, in the place of a wrong one where there was one. For steps of processes.
     *
     * @param client {@code P-12} or {@code K-7}
     * @throws Refusal when the number is somebody else's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(String client, @Nullable ContactPoint wrong, ContactPoint right) {
        if (client.startsWith("P-")) {
            people.putByProcess(client, wrong, right);
        } else {
            companies.changeByProcess(client, form -> form.withPoints(replaced(form.points(), wrong, right)));
        }
        signals.say(client);
    }

    /** The right one comes first: it is the one that is dialled. */
    static List<ContactPoint> replaced(List<ContactPoint> points, @Nullable ContactPoint wrong, ContactPoint right) {
        var after = new ArrayList<>(List.of(right));
        points.stream()
                .filter(point -> !isSame(point, right) && (wrong == null || !isSame(point, wrong)))
                .forEach(after::add);
        return after;
    }

    private void correctOf(Contact person, ContactPoint wrong, ContactPoint right) {
        var isTaken = jdbc.sql("select count(*) from contact_point where kind = ? and point_key = ?")
                        .params(right.kind().name(), right.key())
                        .query(Integer.class)
                        .single()
                > 0;
        if (isTaken) {
            jdbc.sql("delete from contact_point where kind = ? and point_key = ?")
                    .params(wrong.kind().name(), wrong.key())
                    .update();
        } else {
            jdbc.sql("update contact_point set written = ?, point_key = ? where kind = ? and point_key = ?")
                    .params(right.written(), right.key(), wrong.kind().name(), wrong.key())
                    .update();
        }
        people.refreshSearch(Long.parseLong(person.number().substring("P-".length())));
        history.tell(new History.Change(person.number(), "personPointCorrected").from(wrong.shown(), right.shown()));
    }

    private static boolean isSame(ContactPoint one, ContactPoint other) {
        return one.kind() == other.kind() && Objects.equals(one.key(), other.key());
    }
}
