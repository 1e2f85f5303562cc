package otklik.customers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Joins two companies that a person has found to be one, and takes that back for the setting's time. The company that ends keeps its card
 * and its number; its people, and what other modules have of it, go to the other. Running processes of both go on (E10).
 */
@Service
public class CompanyMerges {
    private static final String PEOPLE = "people";
    private static final String QUIET = "quiet";
    private static final String CONTACT = "contact";

    private final JdbcClient jdbc;
    private final CompanyRows rows;
    private final Companies companies;
    private final QuietCompanies quiet;
    private final MergeRows merges;
    private final ObjectProvider<CompanyMerging> parts;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final Attempts attempts;
    private final ObjectMapper json;

    CompanyMerges(
            JdbcClient jdbc,
            CompanyRows rows,
            Companies companies,
            QuietCompanies quiet,
            MergeRows merges,
            ObjectProvider<CompanyMerging> parts,
            History history,
            Policy policy,
            Signals signals,
            Attempts attempts,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.companies = companies;
        this.quiet = quiet;
        this.merges = merges;
        this.parts = parts;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.attempts = attempts;
        this.json = json;
    }

    /**
     * Joins two companies.
     *
     * @param from the one that ends, as the person saw it
     * @param into the one that stays, as the person saw it
     * @param result the card that stays, as the person put it together
     * @throws Refusal when somebody has changed or joined one of them meanwhile, and while a deletion of one is asked for
     */
    public CustomerMerge merge(CompanyCard from, CompanyCard into, CompanyForm result) {
        return attempts.inTransaction(() -> {
            var both = lock(from.number(), into.number());
            var ending = Objects.requireNonNull(both.get(from.number()));
            var staying = Objects.requireNonNull(both.get(into.number()));
            for (var seen : List.of(from, into)) {
                var now = Objects.requireNonNull(both.get(seen.number()));
                policy.require(Section.COMPANIES, Action.CHANGE, now.form().responsible(), null);
                if (!now.isLive()) {
                    throw new Refusal("customers.merge.over", now.number());
                }
                if (now.version() != seen.version()) {
                    throw new Refusal("customers.company.changedMeanwhile", now.name());
                }
                if (merges.isDeletionAsked(now.number())) {
                    throw new Refusal("customers.merge.deletion", now.number());
                }
            }
            return join(ending, staying, result);
        });
    }

    private CustomerMerge join(CompanyCard ending, CompanyCard staying, CompanyForm result) {
        var people = jdbc.sql("select number from person where company_id = ? order by id")
                .param(ending.id())
                .query(String.class)
                .list();
        jdbc.sql("update person set company_id = ? where company_id = ?")
                .params(staying.id(), ending.id())
                .update();
        rows.merged(ending.number(), staying.number());
        var after = companies.change(staying.number(), form -> result);
        var id = merges.insert(ending.number(), staying.number(), write(staying.form()), write(after.form()));
        merges.part(id, PEOPLE, String.join(" ", people));
        if (ending.state() == CompanyState.DO_NOT_DISTURB && staying.state() == CompanyState.ACTIVE) {
            var said = quiet.of(ending.number()).orElseThrow();
            merges.part(
                    id,
                    QUIET,
                    quiet.leaveAlone(staying.number(), said.reason()).since().toString());
        }
        merges.move(id, ending.number(), staying.number(), parts.orderedStream());
        if (staying.state() == CompanyState.DO_NOT_DISTURB && ending.state() == CompanyState.ACTIVE) {
            quiet.cancelPlanned(staying.number());
        }
        keepContact(id, Contact.of(ending), staying);
        history.tell(new History.Change(ending.number(), "companyMergedInto")
                .from(ending.name(), staying.number())
                .foreign(Companies.isForeign(ending.form())));
        history.tell(new History.Change(staying.number(), "companyMerged")
                .from(null, ending.number())
                .because(ending.name())
                .foreign(Companies.isForeign(staying.form())));
        told(ending.number(), staying.number());
        return merges.undoable(ending.number()).get(0);
    }

    /** When somebody last talked with a company, and when it last refused the cycle. */
    private record Contact(@Nullable Instant last, @Nullable Instant refused) {
        static Contact of(CompanyCard company) {
            return new Contact(company.lastContactAt(), company.cycleRefusedAt());
        }
    }

    /** What the company that stays was called with before and after the merge. */
    private record Contacts(Contact before, Contact after) {}

    /** The client was called whichever card it was written on: nobody calls again in the same cycle. */
    private void keepContact(long merge, Contact ending, CompanyCard staying) {
        var before = Contact.of(staying);
        var after = new Contact(later(before.last(), ending.last()), later(before.refused(), ending.refused()));
        rows.contact(staying.number(), after.last(), after.refused());
        merges.part(merge, CONTACT, write(new Contacts(before, after)));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    /** The moments of before, unless somebody has talked with it, or it has refused, since. */
    private void restoreContact(CompanyCard stayed, Contacts kept) {
        var now = Contact.of(stayed);
        rows.contact(
                stayed.number(),
                Objects.equals(now.last(), kept.after().last()) ? kept.before().last() : now.last(),
                Objects.equals(now.refused(), kept.after().refused())
                        ? kept.before().refused()
                        : now.refused());
    }

    /** Merges of this company that the person may take back, the newest first. */
    public List<CustomerMerge> undoable(String number) {
        return companies
                .find(number)
                .filter(company -> companies.may(company, Action.CHANGE))
                .map(company -> merges.undoable(number))
                .orElse(List.of());
    }

    /**
     * Takes a merge back: the company that ended is there again with its people and all that went over and is still there. What people have
     * changed since in the other one stays.
     *
     * @throws Refusal after the setting's time, when it was taken back already, and while the other company is itself joined with a third
     */
    public void undo(long id) {
        attempts.run(() -> {
            var known = merges.lock(id)
                    .filter(merge -> !merge.over() && merge.before() != null)
                    .orElseThrow(() -> new Refusal("customers.merge.undoOver"));
            var merge = known.merge();
            var both = lock(merge.from(), merge.into());
            var ended = Objects.requireNonNull(both.get(merge.from()));
            var stayed = Objects.requireNonNull(both.get(merge.into()));
            if (ended.state() != CompanyState.MERGED) {
                throw new Refusal("customers.merge.undoOver");
            }
            if (!stayed.isLive()) {
                throw new Refusal("customers.merge.undoOtherFirst", stayed.number());
            }
            both.values()
                    .forEach(company -> policy.require(
                            Section.COMPANIES, Action.CHANGE, company.form().responsible(), null));
            takeBack(known, ended, stayed);
        });
    }

    private void takeBack(MergeRows.Full known, CompanyCard ended, CompanyCard stayed) {
        var records = merges.parts(known.merge().id());
        rows.unmerged(
                ended.number(),
                quiet.of(ended.number()).isPresent() ? CompanyState.DO_NOT_DISTURB : CompanyState.ACTIVE);
        var people = Merging.words(records.getOrDefault(PEOPLE, ""), " ");
        if (!people.isEmpty()) {
            jdbc.sql("update person set company_id = :to where company_id = :from and number in (:people)")
                    .param("to", ended.id())
                    .param("from", stayed.id())
                    .param("people", people)
                    .update();
        }
        var difference = new FormMerge(read(known.before(), CompanyForm.class), read(known.after(), CompanyForm.class));
        companies.change(stayed.number(), now -> withSomebody(difference.takenOutOf(now), now.responsible()));
        if (records.containsKey(QUIET)) {
            quiet.mergeTakenBack(stayed.number(), Instant.parse(String.valueOf(records.get(QUIET))));
        }
        if (records.containsKey(CONTACT)) {
            restoreContact(stayed, read(records.get(CONTACT), Contacts.class));
        }
        MergeRows.back(known.merge(), records, parts.orderedStream());
        merges.undone(known.merge().id());
        history.tell(new History.Change(ended.number(), "companyUnmerged")
                .from(stayed.number(), ended.name())
                .foreign(Companies.isForeign(ended.form())));
        history.tell(new History.Change(stayed.number(), "companyTakenOut")
                .from(ended.number(), null)
                .because(ended.name())
                .foreign(Companies.isForeign(stayed.form())));
        told(ended.number(), stayed.number());
    }

    /** Who has left since cannot be made responsible again: whoever is now stays. */
    private CompanyForm withSomebody(CompanyForm form, @Nullable String now) {
        return form.responsible() == null || companies.isEmployed(form.responsible())
                ? form
                : form.withResponsible(now);
    }

    /** Both, locked in the order of their ids: two who join the same pair the other way round wait for each other. */
    private Map<String, CompanyCard> lock(String one, String other) {
        if (one.equals(other)) {
            throw new Refusal("customers.merge.same", one);
        }
        var locked = new LinkedHashMap<String, CompanyCard>();
        Stream.of(one, other)
                .sorted(java.util.Comparator.comparing(String::length).thenComparing(number -> number))
                .forEach(number -> locked.put(
                        number, rows.lock(number).orElseThrow(() -> new Refusal("customers.company.unknown", number))));
        return locked;
    }

    private void told(String... numbers) {
        signals.say(Companies.TOPIC);
        Stream.of(numbers).forEach(signals::say);
    }

    private String write(Object kept) {
        try {
            return json.writeValueAsString(kept);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> T read(@Nullable String text, Class<T> type) {
        try {
            return json.readValue(Objects.requireNonNull(text), type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("What a merge kept cannot be read", broken);
        }
    }
}
