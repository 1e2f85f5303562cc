package otklik.customers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.Double.Reason;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Section;

/** The people who write and call. A phone or an address belongs to one person; whoever uses it again is taken for that person. */
@Service
public class People {
    /** Topic of every change of people. */
    public static final String TOPIC = "people";

    private static final int MOST_DOUBLES = 5;
    private static final int MOST_OF_COMPANY = 200;
    private static final int MOST_WORDS = 5;
    private static final String CARD =
            """
            select p.*, coalesce(c.name, p.company) as company_name, c.number as company_number
            from person p left join company c on c.id = p.company_id""";

    private final JdbcClient jdbc;
    private final Database database;
    private final History history;
    private final Policy policy;
    private final PeopleReach reach;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final String country;

    People(
            JdbcClient jdbc,
            Database database,
            History history,
            Policy policy,
            PeopleReach reach,
            Signals signals,
            ApplicationEventPublisher events,
            Clock clock,
            Settings settings) {
        this.events = events;
        this.reach = reach;
        this.signals = signals;
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
        var isNew = new AtomicBoolean(owners.isEmpty());
        var person = owners.isEmpty()
                ? create(points.get(0), name, company)
                : owners.iterator().next();
        owners.stream().skip(1).forEach(other -> suggest(person, other));
        // By a known phone alone nobody puts his own address into somebody's card: else a form would make strangers
        // known senders.
        if (owners.isEmpty()
                || owner(points.get(0)).filter(owner -> owner == person).isPresent()) {
            points.forEach(point -> isNew.set(claim(person, point) || isNew.get()));
        }
        if (introduce(person, name, company) || isNew.get()) {
            refreshSearch(person);
        }
        return "P-" + person;
    }

    /** Those to whom the points belong, in the order of the points. */
    Set<Long> owners(List<ContactPoint> points) {
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

    /** Fills in what was not known and says whether anything was: a name in the place of an address, a company in the place of none. */
    private boolean introduce(long person, String name, @Nullable String company) {
        int changed = 0;
        if (!name.isBlank()) {
            changed += jdbc.sql(
                            """
                            update person set name = ?, name_key = ? where id = ? and name <> ? and exists
                                (select 1 from contact_point c where c.person_id = person.id and c.written = person.name)""")
                    .params(NameKey.cut(name), NameKey.ofPerson(name), person, NameKey.cut(name))
                    .update();
        }
        if (company != null && !company.isBlank()) {
            changed += jdbc.sql("update person set company = ?, company_key = ? where id = ? and company is null")
                    .params(NameKey.cut(company), NameKey.ofCompany(company), person)
                    .update();
        }
        return changed > 0;
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

    /** By number; unknown numbers and people whom one may not see are left out. Two queries. */
    public Map<String, PersonCard> all(Collection<String> numbers) {
        var named = reach.named();
        return numbers.isEmpty() || named.isNothing()
                ? Map.of()
                : cards(
                        named,
                        jdbc.sql(CARD + " where p.number in (:numbers) and " + PeopleReach.condition(named)
                                        + " order by p.id")
                                .param("numbers", numbers));
    }

    /** The people of a company, by name; at most two hundred. */
    public List<PersonCard> ofCompany(String company) {
        var listed = reach.listed();
        return listed.isNothing()
                ? List.of()
                : List.copyOf(cards(
                                listed,
                                jdbc.sql(CARD + " where c.number = :company and p.merged_into is null and "
                                                + PeopleReach.condition(listed) + " order by p.name, p.id limit "
                                                + MOST_OF_COMPANY)
                                        .param("company", company))
                        .values());
    }

    /** One page of the people whom one may see, by name. */
    public List<PersonCard> list(String text, int offset, int limit) {
        var listed = reach.listed();
        return listed.isNothing()
                ? List.of()
                : List.copyOf(cards(
                                listed,
                                searching(CARD, text, listed, " order by p.name, p.id limit :most offset :offset")
                                        .param("most", limit)
                                        .param("offset", offset))
                        .values());
    }

    /** How many {@link #list} has in all. */
    public int count(String text) {
        var listed = reach.listed();
        return listed.isNothing()
                ? 0
                : listed.bind(searching(
                                "select count(*) from person p left join company c on c.id = p.company_id",
                                text,
                                listed,
                                ""))
                        .query(Integer.class)
                        .single();
    }

    /** Each word of the text somewhere in the person's; a phone in any way of writing. */
    private JdbcClient.StatementSpec searching(String select, String text, Reach listed, String order) {
        var needles = ContactPoint.phone(text, country)
                .map(phone -> List.of(phone.key()))
                .orElseGet(() -> Arrays.stream(SearchText.small(text).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .limit(MOST_WORDS)
                        .toList());
        var sql = new StringBuilder(select)
                .append(" where p.merged_into is null and ")
                .append(PeopleReach.condition(listed));
        for (int index = 0; index < needles.size(); index++) {
            sql.append(" and p.search_text like :word").append(index).append(" escape '!'");
        }
        var statement = jdbc.sql(sql.append(order).toString());
        for (int index = 0; index < needles.size(); index++) {
            statement = statement.param("word" + index, "%" + SearchText.literally(needles.get(index)) + "%");
        }
        return statement;
    }

    private Map<String, PersonCard> cards(Reach reached, JdbcClient.StatementSpec statement) {
        var rows = reached.bind(statement)
                .query((row, index) -> Map.entry(
                        row.getLong("id"),
                        new PersonCard(
                                row.getString("number"),
                                row.getString("name"),
                                row.getString("company_name"),
                                row.getString("company_number"),
                                row.getString("job_title"),
                                row.getString("zone"),
                                List.of(),
                                row.getObject("created_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getLong("version"))))
                .list();
        if (rows.isEmpty()) {
            return Map.of();
        }
        var points = jdbc
                .sql(
                        "select person_id, kind, written, point_key from contact_point where person_id in (:ids) order by id")
                .param("ids", rows.stream().map(Map.Entry::getKey).toList())
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
        rows.forEach(row -> {
            var card = row.getValue();
            people.put(
                    card.number(),
                    new PersonCard(
                            card.number(),
                            card.name(),
                            card.company(),
                            card.companyNumber(),
                            card.position(),
                            card.zone(),
                            points.getOrDefault(row.getKey(), List.of()),
                            card.since(),
                            card.version()));
        });
        return people;
    }

    /** The page of the person, for who may open it. */
    public Optional<PersonCard> page(String number) {
        return reach.visible(List.of(number)).isEmpty() ? Optional.empty() : find(number);
    }

    /** Whether the person of the screen may change the card. */
    public boolean mayChange(PersonCard person) {
        return policy.reach(Section.COMPANIES, Action.CHANGE).covers(responsible(person.companyNumber()));
    }

    /** Whether the person of the screen may change the cards of those who belong to no company. */
    boolean mayChangeFree() {
        return policy.reach(Section.COMPANIES, Action.CHANGE).covers(null);
    }

    /** Adds a person by hand; refused with the name of the field, also where a phone or an address is somebody else's. */
    @Transactional
    public PersonCard add(PersonForm form) {
        hold(form.company());
        requireMayChange(form.company());
        var name = checkName(form.name());
        var id = jdbc.sql("select nextval('person_number')").query(Long.class).single();
        jdbc.sql("insert into person (id, number, name, name_key, created_at) values (?, ?, ?, ?, ?)")
                .params(
                        id,
                        "P-" + id,
                        name,
                        NameKey.ofPerson(name),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        take(id, form.points());
        history.tell(new History.Change("P-" + id, "personAdded").from(null, name));
        if (form.company() != null) {
            join("P-" + id, id, null, form.company());
        }
        describe(id, form);
        return Objects.requireNonNull(saved("P-" + id));
    }

    /**
     * Changes a person.
     *
     * @param version the version that was seen; refused when another one is saved
     * @throws Refusal also for somebody who was joined with another, and where his new company is no more
     */
    @Transactional
    public PersonCard change(String number, long version, PersonForm form) {
        hold(form.company());
        var id = lock(number);
        var before = Objects.requireNonNull(saved(number));
        requireMayChange(before.companyNumber());
        if (!Objects.equals(before.companyNumber(), form.company())) {
            requireMayChange(form.company());
        }
        if (before.version() != version) {
            throw new Refusal("customers.person.changedMeanwhile", before.name());
        }
        var name = checkName(form.name());
        var foreign = isForeign(before.companyNumber());
        if (!before.name().equals(name)) {
            jdbc.sql("update person set name = ?, name_key = ? where id = ?")
                    .params(name, NameKey.ofPerson(name), id)
                    .update();
            history.tell(new History.Change(number, "personName")
                    .from(before.name(), name)
                    .foreign(foreign));
        }
        if (!Objects.equals(before.companyNumber(), form.company())) {
            join(number, id, before, form.company());
        }
        var position = form.position().strip();
        if (!position.equals(before.position() == null ? "" : before.position())) {
            history.tell(new History.Change(number, "personPosition")
                    .from(before.position(), position.isEmpty() ? null : position)
                    .foreign(foreign));
        }
        if (!keys(before.points()).equals(keys(form.points()))) {
            before.points().stream()
                    .filter(point -> !keys(form.points()).contains(point.kind() + point.key()))
                    .forEach(point -> jdbc.sql(
                                    "delete from contact_point where person_id = ? and kind = ? and point_key = ?")
                            .params(id, point.kind().name(), point.key())
                            .update());
            take(id, form.points());
            history.tell(new History.Change(number, "personPoints")
                    .from(shown(before.points()), shown(form.points()))
                    .foreign(foreign));
        }
        if (!Objects.equals(before.zone(), zone(form))) {
            history.tell(new History.Change(number, "personZone")
                    .from(before.zone(), zone(form))
                    .foreign(foreign));
        }
        describe(id, form);
        return Objects.requireNonNull(saved(number));
    }

    /** Puts a right phone into the card, in the place of a wrong one where there was one; for a step of a process that was decided. */
    void putByProcess(String number, @Nullable ContactPoint wrong, ContactPoint right) {
        var id = lock(number);
        var before = Objects.requireNonNull(saved(number));
        take(id, List.of(right));
        if (wrong != null && !wrong.key().equals(right.key())) {
            jdbc.sql("delete from contact_point where person_id = ? and kind = ? and point_key = ?")
                    .params(id, wrong.kind().name(), wrong.key())
                    .update();
        }
        history.tell(new History.Change(number, "personPoints")
                .from(shown(before.points()), shown(CompanyContacts.replaced(before.points(), wrong, right)))
                .foreign(isForeign(before.companyNumber())));
        refreshSearch(id);
        events.publishEvent(new ClientChanged(List.of(number)));
    }

    /** Makes a known person one of a company's. */
    @Transactional
    public void link(String number, String company) {
        var card = page(number).orElseThrow(() -> new Refusal("customers.person.unknown", number));
        change(number, card.version(), PersonForm.of(card, company));
    }

    /** People who wrote the company's name themselves and belong to none; at most five. */
    public List<PersonCard> mayBelong(CompanyCard company) {
        var listed = reach.listed();
        return listed.isNothing()
                ? List.of()
                : List.copyOf(cards(
                                listed,
                                jdbc.sql(CARD
                                                + " where p.company_key = :key and p.company_id is null and p.merged_into is null and "
                                                + PeopleReach.condition(listed) + " order by p.id desc limit "
                                                + MOST_DOUBLES)
                                        .param("key", NameKey.ofCompany(company.name())))
                        .values());
    }

    /** The only company that has the name which a person wrote; empty where there is none or several. */
    public Optional<String> companyCalled(String name) {
        var found = jdbc.sql("select number from company where name_key = ? and state = ? order by id limit 2")
                .params(NameKey.ofCompany(name), CompanyState.ACTIVE.name())
                .query(String.class)
                .list();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Set<String> keys(List<ContactPoint> points) {
        return points.stream().map(point -> point.kind() + point.key()).collect(Collectors.toSet());
    }

    private static @Nullable String shown(List<ContactPoint> points) {
        return points.isEmpty()
                ? null
                : points.stream().map(ContactPoint::shown).collect(Collectors.joining(", "));
    }

    private @Nullable PersonCard saved(String number) {
        return cards(
                        Reach.EVERYTHING,
                        jdbc.sql(CARD + " where p.number = :number").param("number", number))
                .get(number);
    }

    private long lock(String number) {
        return jdbc.sql("select id from person where number = ? and merged_into is null for update")
                .param(number)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new Refusal("customers.merge.over", number));
    }

    /**
     * Lets nobody delete the company, or join it with another, while somebody is put into it. Locked before the person, as a merge of
     * companies does.
     */
    private void hold(@Nullable String company) {
        if (company != null) {
            jdbc.sql("select id from company where number = ? for update")
                    .param(company)
                    .query(Long.class)
                    .optional();
        }
    }

    private static String checkName(String name) {
        var checked = name.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        if (checked.isEmpty() || checked.length() > NameKey.LENGTH) {
            throw new Refusal("customers.person.nameWrong", NameKey.LENGTH).at("name");
        }
        return checked;
    }

    /** Puts the points into the card; refused where one is somebody else's. */
    private void take(long id, List<ContactPoint> points) {
        if (points.size() > Companies.MOST_POINTS) {
            throw new Refusal("customers.company.tooManyPoints", Companies.MOST_POINTS).at("points");
        }
        for (var point : points) {
            if (owner(point).isEmpty()) {
                claim(id, point);
            }
            var owner = owner(point).orElse(id);
            if (owner != id) {
                throw page("P-" + owner)
                        .map(other ->
                                new Refusal("customers.person.pointOf", point.shown(), other.name(), other.number()))
                        .orElseGet(() -> new Refusal("customers.person.pointTaken", point.shown()))
                        .at("points");
            }
        }
    }

    /**
     * Moves a person from one company to another, with a line in the history of each. Nobody gets into a company that is no more: its
     * deletion would not take away what is written of him.
     */
    private void join(String number, long id, @Nullable PersonCard before, @Nullable String company) {
        var name = company == null
                ? null
                : jdbc.sql("select name from company where number = ? and state in ('ACTIVE', 'DO_NOT_DISTURB')")
                        .param(company)
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> new Refusal("customers.company.closed", company).at("company"));
        jdbc.sql(
                        """
                        update person set company_id = (select id from company where number = ?), company = ?, company_key = ?
                        where id = ?""")
                .params(company, name, name == null ? null : NameKey.ofCompany(name), id)
                .update();
        var was = before == null ? null : before.companyNumber();
        history.tell(new History.Change(number, "personCompany")
                .from(before == null ? null : before.company(), name)
                .foreign(isForeign(was == null ? company : was)));
        var called = number + " " + Objects.requireNonNull(saved(number)).name();
        if (was != null) {
            history.tell(new History.Change(was, "companyPersonLeft")
                    .from(called, null)
                    .foreign(isForeign(was)));
        }
        if (company != null) {
            history.tell(new History.Change(company, "companyPersonJoined")
                    .from(null, called)
                    .foreign(isForeign(company)));
        }
    }

    private static @Nullable String zone(PersonForm form) {
        var zone = form.zone() == null || form.zone().isBlank()
                ? null
                : form.zone().strip();
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new Refusal("customers.company.zoneWrong", zone).at("zone");
        }
        return zone;
    }

    private void describe(long id, PersonForm form) {
        var title = form.position().strip();
        if (title.length() > NameKey.LENGTH) {
            throw new Refusal("customers.company.tooLong", NameKey.LENGTH).at("position");
        }
        jdbc.sql("update person set job_title = ?, zone = ? where id = ?")
                .params(title.isEmpty() ? null : title, zone(form), id)
                .update();
        refreshSearch(id);
        events.publishEvent(new ClientChanged(List.of("P-" + id)));
        signals.say(TOPIC);
    }

    /**
     * After each change of a name, a company, a phone or an address: writes down anew what a search looks through, and counts the version
     * up, so that who has the card open does not write over it.
     */
    void refreshSearch(long id) {
        var person = Objects.requireNonNull(saved("P-" + id));
        var text = String.join(
                " ",
                person.number(),
                person.name(),
                person.company() == null ? "" : person.company(),
                person.points().stream().map(ContactPoint::key).collect(Collectors.joining(" ")));
        jdbc.sql("update person set search_text = ?, version = version + 1 where id = ?")
                .params(SearchText.small(text), id)
                .update();
    }

    /** Refuses who may not change the people of the company; none for somebody who belongs to no company. */
    void requireMayChange(@Nullable String company) {
        policy.require(Section.COMPANIES, Action.CHANGE, responsible(company), null);
    }

    private @Nullable String responsible(@Nullable String company) {
        return company == null
                ? null
                : jdbc.sql("select coalesce(responsible, '') from company where number = ?")
                        .param(company)
                        .query(String.class)
                        .optional()
                        .filter(login -> !login.isEmpty())
                        .orElse(null);
    }

    private boolean isForeign(@Nullable String company) {
        return company != null
                && jdbc.sql("select responsible, manager from company where number = ?")
                        .param(company)
                        .query((row, index) ->
                                Companies.isForeign(row.getString("responsible"), row.getString("manager")))
                        .single();
    }

    /** Who may be the same person, the strongest reason first; at most five of those whose pages one may open. */
    public List<Double> doubles(String number) {
        if (find(number).isEmpty()) {
            return List.of();
        }
        var found = new LinkedHashMap<String, Set<Reason>>();
        for (var reason : Reason.values()) {
            numbers(number, reason).forEach(other -> found.computeIfAbsent(other, key -> EnumSet.noneOf(Reason.class))
                    .add(reason));
        }
        var visible = reach.visible(found.keySet());
        var strongest = found.keySet().stream()
                .filter(visible::contains)
                .limit(MOST_DOUBLES)
                .toList();
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
}
