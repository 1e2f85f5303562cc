package otklik.customers;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Signals;

/** People whom an import names beside their company. */
@Service
public class ImportedPeople {
    /** What an empty reference to a company is read as. */
    private static final long NONE = 0;

    private final JdbcClient jdbc;
    private final People people;
    private final ObjectProvider<Forgetting> records;
    private final History history;
    private final Signals signals;
    private final Clock clock;

    ImportedPeople(
            JdbcClient jdbc,
            People people,
            ObjectProvider<Forgetting> records,
            History history,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.records = records;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * What an import did with a person, to be taken back.
     *
     * @param isNew whether nobody knew him before
     * @param isJoined whether he belonged to no company before
     * @param points ids of the phones and addresses that were nobody's before
     */
    public record Added(String number, boolean isNew, boolean isJoined, List<Long> points) {}

    /**
     * Makes a person one of the company's: the one to whom the points belong, else one of the company with this name, else a new one.
     * Somebody who belongs to another company already, or to none while the person of the import may not change such people, is left
     * alone: with one known phone nobody puts an address of his own into the card of a stranger.
     *
     * @param name blank only where there are points
     * @param position what he is in the company; blank where nothing is said
     * @return empty where somebody was left alone
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Added> add(
            String company, String companyName, String name, String position, List<ContactPoint> points) {
        long companyId = id(company);
        var owner = people.owners(points).stream().findFirst();
        var ofOwner = owner.map(this::lockCompany).orElse(companyId);
        if (ofOwner != companyId && (ofOwner != NONE || !people.mayChangeFree())) {
            return Optional.empty();
        }
        var free = points.stream()
                .filter(point -> people.owners(List.of(point)).isEmpty())
                .toList();
        var known = points.isEmpty() ? namesake(companyId, name) : owner.map(id -> "P-" + id);
        var person = points.isEmpty()
                ? known.orElseGet(() -> create(name, companyName))
                : people.findOrCreate(points, name, companyName);
        jdbc.sql(
                        """
                        update person set company_id = ?, job_title = coalesce(job_title, cast(? as varchar(200)))
                        where number = ? and (company_id is null or company_id = ?)""")
                .params(companyId, title(position), person, companyId)
                .update();
        var isNew = known.isEmpty();
        return Optional.of(new Added(person, isNew, isNew || ofOwner == NONE, ids(person, free)));
    }

    /** Takes back what was done with a person: points, the company and, where nobody has had to do with him since, the person himself. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(String company, Added added) {
        var person = jdbc.sql(
                        "select id from person where number = ? and company_id = ? and merged_into is null for update")
                .params(added.number(), id(company))
                .query(Long.class)
                .optional();
        if (person.isEmpty()) {
            return;
        }
        var id = person.get();
        var isRemoved = added.isNew() && isUntouched(added.number(), id);
        if (!added.points().isEmpty()) {
            jdbc.sql("delete from contact_point where id in (:points) and person_id = :id")
                    .param("points", added.points())
                    .param("id", id)
                    .update();
        }
        if (isRemoved) {
            jdbc.sql("delete from contact_point where person_id = ?").param(id).update();
            jdbc.sql("delete from person_double where person_id = :id or other_id = :id")
                    .param("id", id)
                    .update();
            jdbc.sql("delete from person where id = ?").param(id).update();
            history.tell(new History.Change(added.number(), "personWithdrawn"));
        } else {
            jdbc.sql("update person set company_id = ? where id = ?")
                    .params(added.isJoined() ? null : id(company), id)
                    .update();
            people.refreshSearch(id);
        }
        signals.say(People.TOPIC);
    }

    /** Whether nothing is kept under the name of the person: no message, no request, no letter, no act of anybody, which history tells. */
    private boolean isUntouched(String number, long id) {
        var isChanged = jdbc.sql(
                                """
                                select (select count(*) from history_event where case_key = :number and kind <> 'personAdded')
                                    + (select count(*) from person where merged_into = :number)""")
                        .param("number", number)
                        .query(Integer.class)
                        .single()
                > 0;
        if (isChanged) {
            return false;
        }
        var points = jdbc.sql("select kind, written, point_key from contact_point where person_id = ?")
                .param(id)
                .query((row, index) -> new ContactPoint(
                        ContactPoint.Kind.valueOf(row.getString("kind")),
                        row.getString("written"),
                        row.getString("point_key")))
                .set();
        var whom = new Forgetting.Whom(number, Set.of(number), points);
        return records.orderedStream()
                .map(record -> record.find(whom))
                .allMatch(found -> Set.of(number).containsAll(found.cases())
                        && found.counts().entrySet().stream()
                                .allMatch(count -> count.getKey() == Forgetting.Kept.PEOPLE || count.getValue() == 0));
    }

    private long id(String company) {
        return jdbc.sql("select id from company where number = ?")
                .param(company)
                .query(Long.class)
                .single();
    }

    private long lockCompany(long person) {
        return jdbc.sql("select company_id from person where id = ? for update")
                .param(person)
                .query((row, index) -> row.getLong("company_id"))
                .single();
    }

    private List<Long> ids(String person, List<ContactPoint> points) {
        return points.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                select c.id from contact_point c join person p on p.id = c.person_id
                                where p.number = :person and c.point_key in (:keys) order by c.id""")
                        .param("person", person)
                        .param("keys", points.stream().map(ContactPoint::key).toList())
                        .query(Long.class)
                        .list();
    }

    private Optional<String> namesake(long company, String name) {
        return jdbc.sql(
                        """
                        select number from person where company_id = ? and name_key = ? and merged_into is null
                        order by id limit 1""")
                .params(company, NameKey.ofPerson(name))
                .query(String.class)
                .optional();
    }

    private String create(String name, String company) {
        var id = jdbc.sql("select nextval('person_number')").query(Long.class).single();
        var number = "P-" + id;
        var called = NameKey.cut(name);
        jdbc.sql(
                        "insert into person (id, number, name, name_key, company, company_key, search_text, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        number,
                        called,
                        NameKey.ofPerson(called),
                        NameKey.cut(company),
                        NameKey.ofCompany(company),
                        SearchText.small(number + " " + called + " " + company),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        history.tell(new History.Change(number, "personAdded").from(null, called));
        return number;
    }

    private static @Nullable String title(String position) {
        return position.isBlank() ? null : NameKey.cut(position);
    }
}
