package otklik.customers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.Double.Reason;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Settings;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** The people who write and call. A phone or an address belongs to one person; whoever uses it again is taken for that person. */
@Service
public class People {
    private static final int MOST_DOUBLES = 5;

    private final JdbcClient jdbc;
    private final Database database;
    private final History history;
    private final Policy policy;
    private final Clock clock;
    private final String country;

    People(JdbcClient jdbc, Database database, History history, Policy policy, Clock clock, Settings settings) {
        this.jdbc = jdbc;
        this.database = database;
        this.history = history;
        this.policy = policy;
        this.clock = clock;
        this.country = settings.country();
    }

    /** What a message tells of its sender; texts that are no address or no phone are left out. */
    public List<ContactPoint> points(@Nullable String phone, @Nullable String... addresses) {
        var points = new ArrayList<ContactPoint>();
        Arrays.stream(addresses)
                .filter(Objects::nonNull)
                .flatMap(address -> ContactPoint.address(address).stream())
                .forEach(points::add);
        Optional.ofNullable(phone)
                .flatMap(text -> ContactPoint.phone(text, country))
                .ifPresent(points::add);
        return points;
    }

    /**
     * The number of the person to whom one of these points belongs, the first point's person before the others; a new person where they
     * are nobody's. Points that were unknown become his. Where they belong to several people, nobody is joined: it is a suggestion.
     *
     * @param points at least one; see {@link #points}
     * @param name what he calls himself; blank where he does not
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String findOrCreate(List<ContactPoint> points, String name, @Nullable String company) {
        var owners = owners(points);
        var person = owners.isEmpty()
                ? create(points.get(0), name, company)
                : owners.iterator().next();
        owners.stream().skip(1).forEach(other -> suggest(person, other));
        // By a known phone alone nobody puts his own address into somebody's card: else a form would make strangers
        // known senders.
        if (owners.isEmpty()
                || owner(points.get(0)).filter(owner -> owner == person).isPresent()) {
            points.forEach(point -> claim(person, point));
        }
        introduce(person, name, company);
        return "P-" + person;
    }

    /** Those to whom the points belong, in the order of the points. */
    private Set<Long> owners(List<ContactPoint> points) {
        var owners = new LinkedHashSet<Long>();
        points.forEach(point -> owner(point).ifPresent(owners::add));
        return owners;
    }

    private Optional<Long> owner(ContactPoint point) {
        return jdbc.sql("select person_id from contact_point where kind = ? and point_key = ?")
                .params(point.kind().name(), point.key())
                .query(Long.class)
                .optional();
    }

    private long create(ContactPoint point, String name, @Nullable String company) {
        var id = jdbc.sql("select nextval('person_number')").query(Long.class).single();
        if (!claim(id, point)) {
            // Another message of the same person was faster by a moment; its transaction is over, else this one would
            // wait.
            return owner(point).orElseThrow();
        }
        var called = name.isBlank() ? point.shown() : NameKey.cut(name);
        jdbc.sql(
                        "insert into person (id, number, name, name_key, company, company_key, created_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        "P-" + id,
                        called,
                        NameKey.ofPerson(called),
                        company == null ? null : NameKey.cut(company),
                        company == null ? null : NameKey.ofCompany(company),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        history.tell(new History.Change("P-" + id, "personAdded").from(null, called));
        return id;
    }

    /** Whether the point is the person's now; not where it is somebody's already. */
    private boolean claim(long person, ContactPoint point) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    "insert into contact_point (person_id, kind, written, point_key, added_at) values (?, ?, ?, ?, ?)"
                                            + unlessThere)
                            .params(
                                    person,
                                    point.kind().name(),
                                    point.written(),
                                    point.key(),
                                    clock.instant().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Fills in what was not known: a name in the place of an address, a company in the place of none. */
    private void introduce(long person, String name, @Nullable String company) {
        if (!name.isBlank()) {
            jdbc.sql(
                            """
                            update person set name = ?, name_key = ? where id = ? and name <> ? and exists
                                (select 1 from contact_point c where c.person_id = person.id and c.written = person.name)""")
                    .params(NameKey.cut(name), NameKey.ofPerson(name), person, NameKey.cut(name))
                    .update();
        }
        if (company != null && !company.isBlank()) {
            jdbc.sql("update person set company = ?, company_key = ? where id = ? and company is null")
                    .params(NameKey.cut(company), NameKey.ofCompany(company), person)
                    .update();
        }
    }

    private void suggest(long one, long other) {
        jdbc.sql(
                        """
                        insert into person_double (person_id, other_id) select ?, ?
                        where not exists (select 1 from person_double where person_id = ? and other_id = ?)""")
                .params(Math.min(one, other), Math.max(one, other), Math.min(one, other), Math.max(one, other))
                .update();
    }

    /** The person, for those who read the messages or the requests. */
    public Optional<PersonCard> find(String number) {
        return all(List.of(number)).values().stream().findFirst();
    }

    /** By number; unknown numbers are left out. Two queries. */
    public Map<String, PersonCard> all(Collection<String> numbers) {
        if (numbers.isEmpty() || !mayRead()) {
            return Map.of();
        }
        var points = jdbc
                .sql(
                        """
                        select c.person_id, c.kind, c.written, c.point_key from contact_point c join person p on p.id = c.person_id
                        where p.number in (:numbers) order by c.id""")
                .param("numbers", numbers)
                .query((row, index) -> Map.entry(
                        row.getLong("person_id"),
                        new ContactPoint(
                                Kind.valueOf(row.getString("kind")),
                                row.getString("written"),
                                row.getString("point_key"))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        var people = new LinkedHashMap<String, PersonCard>();
        jdbc.sql("select * from person where number in (:numbers) order by id")
                .param("numbers", numbers)
                .query((row, index) -> new PersonCard(
                        row.getString("number"),
                        row.getString("name"),
                        row.getString("company"),
                        points.getOrDefault(row.getLong("id"), List.of()),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list()
                .forEach(person -> people.put(person.number(), person));
        return people;
    }

    /** Who may be the same person, the strongest reason first; at most five. */
    public List<Double> doubles(String number) {
        if (!mayRead()) {
            return List.of();
        }
        var found = new LinkedHashMap<String, Set<Reason>>();
        for (var reason : Reason.values()) {
            numbers(number, reason).forEach(other -> found.computeIfAbsent(other, key -> EnumSet.noneOf(Reason.class))
                    .add(reason));
        }
        var strongest = found.keySet().stream().limit(MOST_DOUBLES).collect(Collectors.toList());
        var people = all(strongest);
        return strongest.stream()
                .filter(people::containsKey)
                .map(other ->
                        new Double(Objects.requireNonNull(people.get(other)), Objects.requireNonNull(found.get(other))))
                .toList();
    }

    private List<String> numbers(String number, Reason reason) {
        var condition =
                switch (reason) {
                    case SAME_POINT ->
                        "o.id in (select d.other_id from person_double d where d.person_id = p.id"
                                + " union all select d.person_id from person_double d where d.other_id = p.id)";
                    case SAME_NAME_AND_COMPANY -> "o.name_key = p.name_key and o.company_key = p.company_key";
                    case SAME_NAME -> "o.name_key = p.name_key";
                };
        return jdbc.sql("select o.number from person p join person o on o.id <> p.id and o.merged_into is null and "
                        + condition + " where p.number = ? order by o.id desc limit " + MOST_DOUBLES)
                .param(number)
                .query(String.class)
                .list();
    }

    private boolean mayRead() {
        return policy.may(Section.INBOX, Action.VIEW) || policy.may(Section.REQUESTS, Action.VIEW);
    }
}
