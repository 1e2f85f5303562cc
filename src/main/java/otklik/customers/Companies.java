package otklik.customers;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The companies one talks to. Every changed field is a line of the timeline under the company's number. A company belongs to its
 * responsible operator.
 */
@Service
public class Companies {
    /** Topic of every change in the list of companies; the change of one is told under its number. */
    public static final String TOPIC = "companies";

    static final int MOST_POINTS = 20;
    static final int MOST_TAGS = 30;
    private static final int LONGEST_TAG = 60;
    private static final int LONGEST_ADDRESS = 500;
    private static final int LONGEST_NOTE = 2000;

    private final CompanyRows rows;
    private final CustomFields fields;
    private final QuietCompanies quiet;
    private final History history;
    private final Policy policy;
    private final Accounts accounts;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final String country;

    Companies(
            CompanyRows rows,
            CustomFields fields,
            QuietCompanies quiet,
            History history,
            Policy policy,
            Accounts accounts,
            Signals signals,
            ApplicationEventPublisher events,
            Clock clock,
            Settings settings) {
        this.rows = rows;
        this.fields = fields;
        this.quiet = quiet;
        this.history = history;
        this.policy = policy;
        this.accounts = accounts;
        this.signals = signals;
        this.events = events;
        this.clock = clock;
        this.country = settings.country();
    }

    /** The company, if the person of the screen may see it. */
    public Optional<CompanyCard> find(String number) {
        return all(List.of(number)).values().stream().findFirst();
    }

    /** By number, those that the person may see. A fixed number of queries. */
    public Map<String, CompanyCard> all(Collection<String> numbers) {
        var reach = policy.reach(Section.COMPANIES, Action.VIEW);
        return rows.all(numbers).stream()
                .filter(company -> reach.covers(company.form().responsible()))
                .collect(Collectors.toMap(
                        CompanyCard::number, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    /** Whether the person may do this with the company. */
    public boolean may(CompanyCard company, Action action) {
        return policy.reach(Section.COMPANIES, action).covers(company.form().responsible());
    }

    /** Adds a company; refused with the name of the field that is wrong. */
    @Transactional
    public CompanyCard create(CompanyForm form) {
        policy.require(Section.COMPANIES, Action.CREATE);
        var known = fields.all();
        var checked = check(form, known);
        requireMayGive(null, checked.responsible());
        var number = rows.insert(List.of(checked), known, clock.instant()).get(0);
        history.tell(new History.Change(number, "companyAdded").from(null, checked.name()));
        quiet.inherit(List.of(number));
        signals.say(TOPIC);
        return rows.all(List.of(number)).get(0);
    }

    /**
     * Changes a company.
     *
     * @param version the version that the person saw; refused when another one is saved, nothing is changed then
     */
    @Transactional
    public CompanyCard change(String number, long version, CompanyForm form) {
        var before = rows.lock(number).orElseThrow(() -> unknown(number));
        policy.require(Section.COMPANIES, Action.CHANGE, before.form().responsible(), null);
        if (before.version() != version) {
            throw new Refusal("customers.company.changedMeanwhile", before.name());
        }
        return write(before, form);
    }

    /** Makes one change in what is saved now, whatever others have saved meanwhile: for acts on many companies. */
    @Transactional
    public CompanyCard change(String number, Function<CompanyForm, CompanyForm> how) {
        var before = rows.lock(number).orElseThrow(() -> unknown(number));
        policy.require(Section.COMPANIES, Action.CHANGE, before.form().responsible(), null);
        return write(before, how.apply(before.form()));
    }

    /** The same for a step of a process, in the name of who did its task: the diagram has decided. */
    CompanyCard changeByProcess(String number, Function<CompanyForm, CompanyForm> how) {
        var before = hold(number);
        return write(before, how.apply(before.form()));
    }

    private CompanyCard write(CompanyCard before, CompanyForm form) {
        if (!before.isLive()) {
            throw new Refusal("customers.company.closed", before.number());
        }
        var known = fields.all();
        var custom = new HashMap<>(before.form().custom());
        custom.putAll(form.custom());
        var after = check(
                new CompanyForm(
                        form.name(),
                        form.inn(),
                        form.kpp(),
                        form.address(),
                        form.zone(),
                        form.note(),
                        form.responsible(),
                        form.manager(),
                        form.inWork(),
                        form.points(),
                        form.tags(),
                        custom),
                known);
        if (after.equals(before.form())) {
            return before;
        }
        requireMayGive(before.form().responsible(), after.responsible());
        rows.update(before, after, known, clock.instant());
        var isForeign = isForeign(before.form());
        CompanyDifferences.between(before.form(), after, known)
                .forEach(difference ->
                        history.tell(difference.change(before.number()).foreign(isForeign)));
        if (!Objects.equals(before.form().responsible(), after.responsible())) {
            events.publishEvent(
                    new ResponsibleChanged(before.number(), before.form().responsible(), after.responsible()));
        }
        events.publishEvent(new ClientChanged(rows.withPeople(before.number())));
        signals.say(TOPIC);
        signals.say(before.number());
        return rows.all(List.of(before.number())).get(0);
    }

    /** Whether the person who acts now is not responsible for the company while somebody else is (S2.47). */
    public boolean isForeign(CompanyCard company) {
        return isForeign(company.form());
    }

    static boolean isForeign(CompanyForm form) {
        return isForeign(form.responsible(), form.manager());
    }

    /** The same of a company of this responsible and manager: the personal manager is responsible for the client too (S1.21). */
    public static boolean isForeign(@Nullable String responsible, @Nullable String manager) {
        return responsible != null
                && CurrentUser.login()
                        .filter(login -> !login.equals(responsible) && !login.equals(manager))
                        .isPresent();
    }

    /** Whether the person is there to be given a company. */
    boolean isEmployed(String login) {
        return accounts.byLogin(login).filter(account -> account.active()).isPresent();
    }

    /** Giving a company to another, or taking it from somebody, is a right of its own; who creates one for himself needs no more. */
    void requireMayGive(@Nullable String before, @Nullable String after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (after != null && !isEmployed(after)) {
            throw new Refusal("customers.company.unknownPerson", after).at("responsible");
        }
        var isOwn = before == null
                && CurrentUser.login().filter(login -> login.equals(after)).isPresent();
        if (!isOwn) {
            policy.require(Section.COMPANIES, Action.ASSIGN, before, null);
        }
    }

    /**
     * Keeps in the list what is planned with a company. For the module of activities, in the transaction of its change.
     *
     * @param due when the first planned one is due; none without
     */
    public void plan(String number, int open, @Nullable Instant due, @Nullable String title) {
        rows.plan(number, open, due, title == null ? null : NameKey.cut(title));
        signals.say(TOPIC);
        signals.say(number);
    }

    /** Notes that somebody talked with the company or it wrote; an earlier moment than the known one changes nothing. */
    public void contacted(String number, Instant at) {
        rows.contacted(number, at);
        signals.say(TOPIC);
    }

    /** Tags in use that begin with the text, in order, to be suggested. */
    public List<String> tags(String beginning, int offset, int limit) {
        policy.require(Section.COMPANIES, Action.VIEW);
        return rows.tags(beginning, offset, limit);
    }

    /** Notes that it does not want what is offered in the current cycle (S2.44). */
    public void refused(String number, Instant at) {
        rows.refused(number, at);
        signals.say(TOPIC);
    }

    /** Lets nobody else change the company, or plan with it, until the current transaction ends. */
    public CompanyCard hold(String number) {
        return rows.lock(number).orElseThrow(() -> unknown(number));
    }

    /** The number of the company to which a person belongs. */
    public Optional<String> ofPerson(String person) {
        return rows.ofPerson(person);
    }

    /** What may be saved; refused with the name of the field. */
    CompanyForm check(CompanyForm form, List<CustomField> known) {
        var name = form.name().replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        if (name.isEmpty() || name.length() > NameKey.LENGTH) {
            throw new Refusal("customers.company.nameWrong", NameKey.LENGTH).at("name");
        }
        var inn = form.inn().replaceAll("[\\s\\p{Z}]", "");
        if (!inn.isEmpty() && (country.equals("RU") ? !TaxNumber.isRight(inn) : inn.length() > 12)) {
            throw new Refusal("customers.company.innWrong", inn).at("inn");
        }
        var kpp = form.kpp().replaceAll("[\\s\\p{Z}]", "");
        if (!kpp.isEmpty() && !kpp.matches("\\d{4}[\\dA-Z]{2}\\d{3}")) {
            throw new Refusal("customers.company.kppWrong", kpp).at("kpp");
        }
        longest(form.address(), LONGEST_ADDRESS, "address");
        longest(form.note(), LONGEST_NOTE, "note");
        var zone = form.zone() == null || form.zone().isBlank()
                ? null
                : form.zone().strip();
        try {
            if (zone != null) {
                ZoneId.of(zone);
            }
        } catch (DateTimeException noZone) {
            throw new Refusal("customers.company.zoneWrong", String.valueOf(zone)).at("zone");
        }
        var points = new LinkedHashMap<String, ContactPoint>();
        form.points().forEach(point -> points.putIfAbsent(point.kind() + point.key(), point));
        if (points.size() > MOST_POINTS) {
            throw new Refusal("customers.company.tooManyPoints", MOST_POINTS).at("points");
        }
        var tags = new LinkedHashSet<String>();
        form.tags().stream()
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .sorted()
                .forEach(tags::add);
        if (tags.size() > MOST_TAGS || tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG)) {
            throw new Refusal("customers.company.tagsWrong", MOST_TAGS, LONGEST_TAG).at("tags");
        }
        var custom = new LinkedHashMap<String, String>();
        known.forEach(field -> CustomFields.read(field, form.custom().getOrDefault(field.key(), ""))
                .ifPresent(value -> custom.put(field.key(), value.text())));
        return new CompanyForm(
                name,
                inn,
                kpp,
                form.address().strip(),
                zone,
                form.note().strip(),
                form.responsible(),
                form.manager(),
                form.inWork(),
                List.copyOf(points.values()),
                tags,
                custom);
    }

    private static void longest(String text, int most, String field) {
        if (text.length() > most) {
            throw new Refusal("customers.company.tooLong", most).at(field);
        }
    }

    private static Refusal unknown(String number) {
        return new Refusal("customers.company.unknown", number);
    }
}
