package otklik.customers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Joins two people that somebody has found to be one, and takes that back for the setting's time. Phones and addresses, messages and
 * requests go to the one who stays. Requests of both go on, each with its own process and limits: to make one of them is a decision of its
 * own (E10).
 */
@Service
public class PeopleMerges {
    private static final String POINTS = "points";
    private static final String NAME = "name";

    private final JdbcClient jdbc;
    private final MergeRows merges;
    private final ObjectProvider<PersonMerging> parts;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final Attempts attempts;
    private final People people;

    PeopleMerges(
            JdbcClient jdbc,
            MergeRows merges,
            ObjectProvider<PersonMerging> parts,
            History history,
            Policy policy,
            Signals signals,
            Attempts attempts,
            People people) {
        this.people = people;
        this.jdbc = jdbc;
        this.merges = merges;
        this.parts = parts;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.attempts = attempts;
    }

    private record Person(long id, String number, String name, @Nullable Long company, @Nullable String mergedInto) {}

    /** Whether the person of the screen may join people. */
    public boolean isAllowed() {
        return policy.may(Section.INBOX, Action.CHANGE) || policy.may(Section.COMPANIES, Action.CHANGE);
    }

    /**
     * Joins two people.
     *
     * @param from the one who is no more, as the person saw him
     * @param into the one who stays, as the person saw him; he gets the company of the other where he has none
     * @param name what he is called from now on
     * @throws Refusal when somebody has changed or joined one of them meanwhile, for who may not change both, and while a deletion of the
     *     company of one is asked for
     */
    public CustomerMerge merge(PersonCard from, PersonCard into, String name) {
        if (from.number().equals(into.number())) {
            throw new Refusal("customers.merge.same", from.number());
        }
        var called = name.strip();
        if (called.isEmpty() || called.length() > NameKey.LENGTH) {
            throw new Refusal("customers.company.nameWrong", NameKey.LENGTH).at("name");
        }
        return attempts.inTransaction(() -> {
            var both = lock(from.number(), into.number());
            var ending = Objects.requireNonNull(both.get(from.number()));
            var staying = Objects.requireNonNull(both.get(into.number()));
            Stream.of(ending, staying)
                    .filter(person -> person.mergedInto() != null)
                    .findFirst()
                    .ifPresent(gone -> {
                        throw new Refusal("customers.merge.over", gone.number());
                    });
            for (var seen : List.of(from, into)) {
                var now = changeable(seen.number());
                if (now.version() != seen.version()) {
                    throw new Refusal("customers.person.changedMeanwhile", now.name());
                }
                if (now.companyNumber() != null && merges.isDeletionAsked(now.companyNumber())) {
                    throw new Refusal("customers.merge.deletion", now.companyNumber());
                }
            }
            return join(ending, staying, called);
        });
    }

    /** The card as it is now; refused for who may not see or not change it. */
    private PersonCard changeable(String number) {
        var card = people.page(number).orElseThrow(() -> new Refusal("customers.person.unknown", number));
        // Somebody of no company is known by his messages only: whoever works with messages may say who he is.
        if (card.companyNumber() != null || !policy.may(Section.INBOX, Action.CHANGE)) {
            people.requireMayChange(card.companyNumber());
        }
        return card;
    }

    private CustomerMerge join(Person ending, Person staying, String name) {
        var points = jdbc.sql("select id from contact_point where person_id = ? order by id")
                .param(ending.id())
                .query(String.class)
                .list();
        jdbc.sql("update contact_point set person_id = ? where person_id = ?")
                .params(staying.id(), ending.id())
                .update();
        jdbc.sql("update person set merged_into = ? where id = ?")
                .params(staying.number(), ending.id())
                .update();
        jdbc.sql("update person set name = ?, name_key = ?, company_id = coalesce(company_id, ?) where id = ?")
                .params(name, NameKey.ofPerson(name), ending.company(), staying.id())
                .update();
        var id = merges.insert(ending.number(), staying.number(), null, null);
        merges.part(id, POINTS, String.join(" ", points));
        merges.part(
                id, NAME, (staying.company() == null ? "" : staying.company()) + " " + staying.name() + "\n" + name);
        merges.move(id, ending.number(), staying.number(), parts.orderedStream());
        history.tell(new History.Change(ending.number(), "personMergedInto").from(ending.name(), staying.number()));
        history.tell(new History.Change(staying.number(), "personMerged")
                .from(null, ending.number())
                .because(ending.name()));
        told(ending, staying);
        return merges.undoable(ending.number()).get(0);
    }

    /** Merges of this person that may be taken back, the newest first. */
    public List<CustomerMerge> undoable(String number) {
        return isAllowed() ? merges.undoable(number) : List.of();
    }

    /**
     * Takes a merge back: what went over and is still there returns.
     *
     * @throws Refusal after the setting's time, when it was taken back already, while the other one is himself joined with a third, and for
     *     who may not change both
     */
    public void undo(long id) {
        attempts.run(() -> {
            var merge = merges.lock(id)
                    .filter(known -> !known.over() && known.before() == null)
                    .orElseThrow(() -> new Refusal("customers.merge.undoOver"))
                    .merge();
            var both = lock(merge.from(), merge.into());
            var ended = Objects.requireNonNull(both.get(merge.from()));
            var stayed = Objects.requireNonNull(both.get(merge.into()));
            if (stayed.mergedInto() != null) {
                throw new Refusal("customers.merge.undoOtherFirst", stayed.number());
            }
            both.keySet().forEach(this::changeable);
            takeBack(merge, ended, stayed);
        });
    }

    private void takeBack(CustomerMerge merge, Person ended, Person stayed) {
        var records = merges.parts(merge.id());
        jdbc.sql("update person set merged_into = null where id = ?")
                .param(ended.id())
                .update();
        var points = Merging.words(records.getOrDefault(POINTS, ""), " ").stream()
                .map(Long::valueOf)
                .toList();
        if (!points.isEmpty()) {
            jdbc.sql("update contact_point set person_id = :to where person_id = :from and id in (:points)")
                    .param("to", ended.id())
                    .param("from", stayed.id())
                    .param("points", points)
                    .update();
        }
        restore(stayed, ended, String.valueOf(records.get(NAME)));
        MergeRows.back(merge, records, parts.orderedStream());
        merges.undone(merge.id());
        history.tell(new History.Change(ended.number(), "personUnmerged").from(stayed.number(), ended.name()));
        history.tell(new History.Change(stayed.number(), "personTakenOut")
                .from(ended.number(), null)
                .because(ended.name()));
        told(ended, stayed);
    }

    /** The name and the company of before, unless somebody has written others since. */
    private void restore(Person stayed, Person ended, String record) {
        var space = record.indexOf(' ');
        var line = record.indexOf('\n');
        var before = record.substring(space + 1, line);
        if (stayed.name().equals(record.substring(line + 1))) {
            jdbc.sql("update person set name = ?, name_key = ? where id = ?")
                    .params(before, NameKey.ofPerson(before), stayed.id())
                    .update();
        }
        if (space == 0) {
            jdbc.sql("update person set company_id = null where id = ? and company_id = ?")
                    .params(stayed.id(), ended.company())
                    .update();
        }
    }

    private LinkedHashMap<String, Person> lock(String one, String other) {
        return Stream.of(one, other)
                .sorted(java.util.Comparator.comparing(String::length).thenComparing(number -> number))
                .map(number -> jdbc.sql(
                                "select id, number, name, company_id, merged_into from person where number = ? for update")
                        .param(number)
                        .query((row, index) -> new Person(
                                row.getLong("id"),
                                row.getString("number"),
                                row.getString("name"),
                                row.getObject("company_id", Long.class),
                                row.getString("merged_into")))
                        .optional()
                        .orElseThrow(() -> new Refusal("customers.person.unknown", number)))
                .collect(Collectors.toMap(
                        Person::number, person -> person, (first, second) -> first, LinkedHashMap::new));
    }

    private void told(Person... both) {
        Stream.of(both).map(Person::id).forEach(people::refreshSearch);
        Stream.of(both).map(Person::number).forEach(signals::say);
        signals.say(People.TOPIC);
    }
}
