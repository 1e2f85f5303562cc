package otklik.customers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.batches.BatchMemory;
import otklik.customers.CompanyDeletion.Stage;
import otklik.customers.Forgetting.Found;
import otklik.customers.Forgetting.Kept;
import otklik.customers.Forgetting.Whom;
import otklik.engine.Attempts;
import otklik.engine.Processes;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.notices.Notices;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Deletes companies on request (S2.8, G3): whoever may change a company asks for it, an administrator decides in the process {@code
 * company-deletion}. The data are blanked everywhere, phones and addresses stay as hashes only, so that nobody disturbs them again, and a
 * receipt is kept. To remove also what is left of the company is another, separate act.
 */
@Service
public class CompanyDeletions {
    public static final int LONGEST_REASON = QuietCompanies.LONGEST_REASON;

    static final String PREFIX = "D-";

    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final CompanyRows rows;
    private final Companies companies;
    private final QuietCompanies quiet;
    private final Suppressions suppressions;
    private final InstallationSecret secret;
    private final DeletionProcess process;
    private final ObjectProvider<Forgetting> forgettings;
    private final MergeRows merges;
    private final Notices notices;
    private final BatchMemory batches;
    private final Processes processes;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final Attempts attempts;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Locale language;

    CompanyDeletions(
            JdbcClient jdbc,
            CompanyRows rows,
            Companies companies,
            QuietCompanies quiet,
            Suppressions suppressions,
            InstallationSecret secret,
            @Lazy DeletionProcess process,
            ObjectProvider<Forgetting> forgettings,
            MergeRows merges,
            Notices notices,
            BatchMemory batches,
            Processes processes,
            History history,
            Policy policy,
            Signals signals,
            Attempts attempts,
            ApplicationEventPublisher events,
            Clock clock,
            Settings settings) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.companies = companies;
        this.quiet = quiet;
        this.suppressions = suppressions;
        this.secret = secret;
        this.process = process;
        this.forgettings = forgettings;
        this.merges = merges;
        this.notices = notices;
        this.batches = batches;
        this.processes = processes;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.attempts = attempts;
        this.events = events;
        this.clock = clock;
        this.language = settings.language();
    }

    /**
     * Asks for the deletion of a company.
     *
     * @throws Refusal without a reason, for a company that is no more, and while a deletion of it is asked for already
     */
    public CompanyDeletion ask(String company, String reason) {
        var why = QuietCompanies.checked(reason);
        return attempts.inTransaction(() -> {
            var card = lock(company);
            policy.require(Section.COMPANIES, Action.CHANGE, card.form().responsible(), null);
            if (!card.isLive()) {
                throw new Refusal("customers.company.closed", company);
            }
            if (of(company).filter(known -> known.stage() == Stage.ASKED).isPresent()) {
                throw new Refusal("customers.deletion.askedAlready", company);
            }
            var id = jdbc.sql("select nextval('company_deletion_number')")
                    .query(Long.class)
                    .single();
            jdbc.sql(
                            """
                            insert into company_deletion (id, number, company, reason, asked_by, asked_at, state)
                            values (?, ?, ?, ?, ?, ?, 'ASKED')""")
                    .params(id, PREFIX + id, company, why, CurrentUser.login().orElse(null), now())
                    .update();
            history.tell(new History.Change(company, "companyDeletionAsked")
                    .from(null, PREFIX + id)
                    .because(why)
                    .foreign(Companies.isForeign(card.form())));
            process.wanted(PREFIX + id);
            told(company);
            return find(PREFIX + id).orElseThrow();
        });
    }

    /** The newest wish or receipt of a company, for whoever may see the company. */
    public Optional<CompanyDeletion> of(String company) {
        return jdbc.sql("select * from company_deletion where company = ? order by id desc limit 1")
                .param(company)
                .query(CompanyDeletions::deletion)
                .optional();
    }

    /** A wish by its number. Who may see it is the caller's matter. */
    Optional<CompanyDeletion> find(String number) {
        return jdbc.sql("select * from company_deletion where number = ?")
                .param(number)
                .query(CompanyDeletions::deletion)
                .optional();
    }

    /** Takes the wish back; whoever asked may, and whoever decides. */
    public void withdraw(String number) {
        attempts.run(() -> {
            var deletion = lockAsked(number);
            if (!CurrentUser.login().equals(Optional.ofNullable(deletion.askedBy()))) {
                requireMayDelete(deletion);
            }
            decide(number, Stage.WITHDRAWN, null);
            history.tell(new History.Change(deletion.company(), "companyDeletionWithdrawn")
                    .because(number)
                    .foreign(Companies.isForeign(card(deletion.company()).form())));
            process.withdrawn(number);
            told(deletion.company());
        });
    }

    /** For the process: the company stays. Refused for a person who may not delete it. */
    public void reject(String number, @Nullable String note) {
        var deletion = lockAsked(number);
        requireMayDelete(deletion);
        decide(number, Stage.REJECTED, note);
        history.tell(new History.Change(deletion.company(), "companyDeletionRejected").because(note));
        told(deletion.company());
    }

    /** What would go; nothing is changed. */
    public Map<Kept, Long> preview(String number) {
        return find(number)
                .map(deletion -> family(deletion.company()))
                .map(family -> counts(family.stream()
                        .flatMap(company -> look(whom(company, family)).stream())
                        .toList()))
                .orElse(Map.of());
    }

    /** For the process: blanks the data of the company and of all that were joined with it. Refused for a person who may not delete it. */
    public void anonymise(String number) {
        var deletion = lockAsked(number);
        requireMayDelete(deletion);
        var counts = new EnumMap<Kept, Long>(Kept.class);
        var hashes = new LinkedHashSet<String>();
        var family = family(deletion.company());
        events.publishEvent(new CompanyClosed(deletion.company(), number));
        family.forEach(this::lock);
        family.forEach(company -> blank(whom(company, family), number, counts, hashes));
        decide(number, Stage.ANONYMISED, null);
        jdbc.sql("update company_deletion set counts = ?, points_hash = ? where number = ?")
                .params(write(counts), secret.hash(String.join(" ", hashes)), number)
                .update();
        history.tell(new History.Change(deletion.company(), "companyAnonymised").from(null, number));
        told(deletion.company());
    }

    private void requireMayDelete(CompanyDeletion deletion) {
        policy.require(
                Section.COMPANIES,
                Action.DELETE,
                card(deletion.company()).form().responsible(),
                null);
    }

    /** All that were joined with the company, also by way of others, and itself as the last. */
    private List<String> family(String company) {
        var family = new ArrayList<>(merges.companiesIn(Set.of(company)));
        Collections.reverse(family);
        family.add(company);
        return family;
    }

    private void blank(Whom whom, String deletion, Map<Kept, Long> counts, Set<String> hashes) {
        var number = whom.company();
        var company = card(number);
        suppressions.suppressCompany(
                number,
                company.form().inn(),
                whom.points(),
                Refusal.text("customers.deletion.suppressed", language, deletion));
        whom.points().stream().map(suppressions::hash).sorted().forEach(hashes::add);
        var found = look(whom);
        counts(found).forEach((kept, count) -> counts.merge(kept, count, Long::sum));
        var cases = new HashSet<>(whom.people());
        cases.add(number);
        found.forEach(one -> cases.addAll(one.cases()));
        processes.forget(cases, deletion);
        forgettings.orderedStream().forEach(forgetting -> forgetting.forget(whom));
        history.forget(cases);
        cases.add(deletion);
        var keys = List.copyOf(cases);
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            var some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            notices.forget(some);
            batches.forget(some);
        }
        jdbc.sql("delete from company_quiet where company = ?").param(number).update();
        rows.blank(company);
        signals.say(number);
    }

    private CompanyCard card(String company) {
        return rows.all(List.of(company)).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal("customers.company.unknown", company));
    }

    private Whom whom(String company, List<String> family) {
        var card = card(company);
        var people = new LinkedHashSet<>(jdbc.sql("select number from person where company_id = ? order by id")
                .param(card.id())
                .query(String.class)
                .list());
        people.addAll(merges.peopleIn(people));
        var points = new LinkedHashSet<>(quiet.points(card));
        points.removeAll(ofOthers(points, family));
        return new Whom(company, people, points);
    }

    /** Those that a living company outside the family has too: its letters and its switchboard are not for this one to take away. */
    private Set<ContactPoint> ofOthers(Set<ContactPoint> points, List<String> family) {
        if (points.isEmpty()) {
            return Set.of();
        }
        var theirs = jdbc.sql(
                        """
                        select x.kind || ' ' || x.point_key from company_point x join company c on c.id = x.company_id
                        where %1$s and c.state in ('ACTIVE', 'DO_NOT_DISTURB') and c.number not in (:family)
                        union select x.kind || ' ' || x.point_key from contact_point x join person p on p.id = x.person_id
                        join company c on c.id = p.company_id
                        where %1$s and c.state in ('ACTIVE', 'DO_NOT_DISTURB') and c.number not in (:family)"""
                                .formatted(ContactPoint.among("x", "keys")))
                .param("keys", points.stream().map(ContactPoint::key).toList())
                .param("family", family)
                .query(String.class)
                .set();
        return points.stream()
                .filter(point -> theirs.contains(point.kind().name() + " " + point.key()))
                .collect(Collectors.toSet());
    }

    private List<Found> look(Whom whom) {
        return forgettings
                .orderedStream()
                .map(forgetting -> forgetting.find(whom))
                .toList();
    }

    private static Map<Kept, Long> counts(List<Found> all) {
        var counts = new EnumMap<Kept, Long>(Kept.class);
        all.forEach(found -> found.counts().forEach((kept, count) -> counts.merge(kept, count, Long::sum)));
        return counts;
    }

    /**
     * Removes what is left of an anonymised company: its row and those of its people. The receipt and the lines of the timeline stay.
     *
     * @param typed the number of the company, typed by the person as a confirmation
     * @throws Refusal when it was not anonymised before, and when the number was not typed
     */
    public void erase(String company, String typed) {
        attempts.run(() -> {
            var card = lock(company);
            policy.require(Section.COMPANIES, Action.DELETE, card.form().responsible(), null);
            if (!typed.strip().equals(company)) {
                throw new Refusal("customers.deletion.typed", company).at("typed");
            }
            if (card.state() != CompanyState.ANONYMISED) {
                throw new Refusal("customers.deletion.notAnonymised", company);
            }
            rows.delete(card);
            jdbc.sql(
                            "update company_deletion set erased_at = ?, erased_by = ? where company = ? and state = 'ANONYMISED'")
                    .params(now(), CurrentUser.login().orElse(null), company)
                    .update();
            history.tell(new History.Change(company, "companyErased"));
            told(company);
        });
    }

    private CompanyCard lock(String company) {
        return rows.lock(company).orElseThrow(() -> new Refusal("customers.company.unknown", company));
    }

    private CompanyDeletion lockAsked(String number) {
        return jdbc.sql("select * from company_deletion where number = ? for update")
                .param(number)
                .query(CompanyDeletions::deletion)
                .optional()
                .filter(deletion -> deletion.stage() == Stage.ASKED)
                .orElseThrow(() -> new Refusal("customers.deletion.over", number));
    }

    private void decide(String number, Stage stage, @Nullable String note) {
        jdbc.sql("update company_deletion set state = ?, decided_by = ?, decided_at = ?, note = ? where number = ?")
                .params(stage.name(), CurrentUser.login().orElse(null), now(), note, number)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private void told(String company) {
        signals.say(Companies.TOPIC);
        signals.say(company);
    }

    private static CompanyDeletion deletion(ResultSet row, int index) throws SQLException {
        return new CompanyDeletion(
                row.getString("number"),
                row.getString("company"),
                row.getString("reason"),
                row.getString("asked_by"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                Stage.valueOf(row.getString("state")),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                row.getString("note"),
                read(row.getString("counts")),
                row.getString("points_hash"),
                instant(row, "erased_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static String write(Map<Kept, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static Map<Kept, Long> read(@Nullable String text) {
        var counts = new EnumMap<Kept, Long>(Kept.class);
        if (text != null && !text.isEmpty()) {
            Arrays.stream(text.split(","))
                    .map(part -> part.split("="))
                    .forEach(part -> counts.put(Kept.valueOf(part[0]), Long.valueOf(part[1])));
        }
        return counts;
    }
}
