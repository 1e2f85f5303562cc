package otklik.customers;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.Suppression.Scope;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The companies that asked not to be disturbed (S2.8). Nothing but answers goes to them or to their people, whatever phone or address one
 * has, and nothing is planned with them.
 */
@Service
public class QuietCompanies {
    static final int LONGEST_REASON = 500;

    private final JdbcClient jdbc;
    private final CompanyRows rows;
    private final Suppressions suppressions;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    QuietCompanies(
            JdbcClient jdbc,
            CompanyRows rows,
            Suppressions suppressions,
            History history,
            Policy policy,
            Signals signals,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.suppressions = suppressions;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Why a company is left alone.
     *
     * @param by login of who wrote it down; none where the company did so itself by a letter
     */
    public record Quiet(String reason, Instant since, @Nullable String by) {}

    /** Why the company is left alone; empty where it is not. */
    public Optional<Quiet> of(String company) {
        return jdbc.sql("select * from company_quiet where company = ?")
                .param(company)
                .query((row, index) -> new Quiet(
                        row.getString("reason"),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getString("by_login")))
                .optional();
    }

    /**
     * From now on nobody disturbs the company: its points and those of its people are suppressed, what is planned is cancelled.
     *
     * @throws Refusal without a reason, and for a company that is left alone already or is no more
     */
    @Transactional
    public Quiet leaveAlone(String number, String reason) {
        var why = checked(reason);
        var company = lock(number);
        policy.require(Section.COMPANIES, Action.CHANGE, company.form().responsible(), null);
        close(company, why, Companies.isForeign(company.form()));
        return of(number).orElseThrow();
    }

    /**
     * The same by the wish of one of its people, who chose "the whole company" on the page behind his letter (E63). From then on it is the
     * client's own wish, also where somebody of ours wrote one down before: nobody takes that back as his own slip.
     */
    @Transactional
    public void leaveAloneByItself(String number, String reason) {
        rows.lock(number).ifPresent(company -> {
            if (company.state() == CompanyState.ACTIVE) {
                close(company, reason, false);
            } else if (company.state() == CompanyState.DO_NOT_DISTURB) {
                saidByItself(company, cut(reason));
            }
        });
    }

    private void saidByItself(CompanyCard company, String reason) {
        var changed = jdbc.sql(
                        "update company_quiet set reason = ?, since = ?, by_login = null where company = ? and by_login is not null")
                .params(reason, clock.instant().atOffset(ZoneOffset.UTC), company.number())
                .update();
        if (changed == 1) {
            history.tell(new History.Change(company.number(), "companyQuiet").because(reason));
            told(company.number());
        }
    }

    private void close(CompanyCard company, String reason, boolean isForeign) {
        if (company.state() != CompanyState.ACTIVE) {
            throw new Refusal(
                    company.state() == CompanyState.DO_NOT_DISTURB
                            ? "customers.quiet.already"
                            : "customers.company.closed",
                    company.number());
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("insert into company_quiet (company, reason, since, by_login) values (?, ?, ?, ?)")
                .params(company.number(), cut(reason), now, CurrentUser.login().orElse(null))
                .update();
        state(company, CompanyState.DO_NOT_DISTURB);
        suppressions.suppressCompany(company.number(), company.form().inn(), points(company), cut(reason));
        history.tell(new History.Change(company.number(), "companyQuiet")
                .because(cut(reason))
                .foreign(isForeign));
        events.publishEvent(new CompanyClosed(company.number(), cut(reason)));
        told(company.number());
    }

    /**
     * The company may be worked with again. What single people of it said stays; cancelled activities stay cancelled.
     *
     * @throws Refusal without a reason, and without the right to delete the company, which is the right to decide who is left alone
     */
    @Transactional
    public void lift(String number, String reason) {
        var why = checked(reason);
        var company = lock(number);
        policy.require(Section.COMPANIES, Action.DELETE, company.form().responsible(), null);
        open(company, why);
    }

    /** Takes back what the same person has just done by mistake; refused when somebody else did it, or anew. */
    @Transactional
    public void takeBack(String number, Instant since) {
        var company = lock(number);
        policy.require(Section.COMPANIES, Action.CHANGE, company.form().responsible(), null);
        var me = CurrentUser.login().orElse("");
        if (of(number)
                .filter(quiet -> quiet.since().equals(since) && me.equals(quiet.by()))
                .isEmpty()) {
            throw new Refusal("customers.quiet.notYours", number);
        }
        open(company, null);
    }

    /** What came to a company that is left alone, with another one that was joined with it, is cancelled too. */
    void cancelPlanned(String number) {
        of(number).ifPresent(said -> events.publishEvent(new CompanyClosed(number, said.reason())));
    }

    /** The company was only left alone because another one was joined with it; not where it has been asked for anew since. */
    void mergeTakenBack(String number, Instant since) {
        var company = lock(number);
        if (of(number).filter(quiet -> quiet.since().equals(since)).isPresent()) {
            open(company, null);
        }
    }

    private void open(CompanyCard company, @Nullable String reason) {
        if (company.state() != CompanyState.DO_NOT_DISTURB) {
            throw new Refusal("customers.quiet.isNot", company.number());
        }
        jdbc.sql("delete from company_quiet where company = ?")
                .param(company.number())
                .update();
        state(company, CompanyState.ACTIVE);
        suppressions.liftCompany(company.number(), points(company));
        history.tell(new History.Change(company.number(), "companyDisturbable")
                .because(reason)
                .foreign(Companies.isForeign(company.form())));
        told(company.number());
    }

    /**
     * Leaves new companies alone whose phone, address or taxpayer number is that of a company that asked for it before: also after its
     * deletion, and when it is imported anew (E66). A fixed number of queries.
     *
     * @return the numbers of those that are left alone
     */
    @Transactional
    public List<String> inherit(Collection<String> numbers) {
        var all = rows.all(numbers);
        var byPoint = new HashMap<ContactPoint, Suppression>();
        suppressions
                .of(all.stream()
                        .flatMap(company -> company.form().points().stream())
                        .toList())
                .forEach((point, said) -> said.stream()
                        .filter(one -> one.company() != null && one.scope() == Scope.ALL)
                        .findFirst()
                        .ifPresent(one -> byPoint.put(point, one)));
        var inns = suppressions.suppressedInns(
                all.stream().map(company -> company.form().inn()).toList());
        var quiet = new ArrayList<String>();
        for (var company : all) {
            var byPhone = company.form().points().stream()
                    .filter(byPoint::containsKey)
                    .map(byPoint::get)
                    .findFirst();
            var said = byPhone.isPresent()
                    ? byPhone
                    : Optional.ofNullable(inns.get(company.form().inn()));
            if (company.state() == CompanyState.ACTIVE && said.isPresent()) {
                // Nobody has decided that now.
                close(company, said.get().reason(), false);
                quiet.add(company.number());
            }
        }
        return quiet;
    }

    /** Its own points and those of its people, the chats left out: nobody writes first to a chat. */
    List<ContactPoint> points(CompanyCard company) {
        var points = new LinkedHashSet<>(company.form().points());
        points.addAll(pointsOfPeople(List.of(company.number())).getOrDefault(company.number(), List.of()));
        return List.copyOf(points);
    }

    /** By number of the company; one query. */
    Map<String, List<ContactPoint>> pointsOfPeople(Collection<String> companies) {
        var found = new LinkedHashMap<String, List<ContactPoint>>();
        if (!companies.isEmpty()) {
            jdbc.sql(
                            """
                            select c.number, x.kind, x.written, x.point_key from contact_point x join person p on p.id = x.person_id
                            join company c on c.id = p.company_id where c.number in (:companies) order by x.id""")
                    .param("companies", companies)
                    .query((row, index) -> found.computeIfAbsent(row.getString("number"), key -> new ArrayList<>())
                            .add(new ContactPoint(
                                    Kind.valueOf(row.getString("kind")),
                                    row.getString("written"),
                                    row.getString("point_key"))))
                    .list();
        }
        return found;
    }

    /** Why the company to which the point belongs, or one of whose people has it, is left alone; empty where none is. */
    Optional<Quiet> ofOwner(ContactPoint point) {
        return jdbc.sql(
                        """
                        select q.* from company_quiet q where q.company in (
                            select c.number from company c join company_point p on p.company_id = c.id
                            where p.kind = :kind and p.point_key = :key
                            union all select c.number from company c join person p on p.company_id = c.id
                            join contact_point x on x.person_id = p.id where x.kind = :kind and x.point_key = :key)
                        order by q.since limit 1""")
                .param("kind", point.kind().name())
                .param("key", point.key())
                .query((row, index) -> new Quiet(
                        row.getString("reason"),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getString("by_login")))
                .optional();
    }

    private CompanyCard lock(String number) {
        return rows.lock(number).orElseThrow(() -> new Refusal("customers.company.unknown", number));
    }

    private void state(CompanyCard company, CompanyState state) {
        rows.state(company.number(), state);
    }

    private void told(String number) {
        signals.say(Companies.TOPIC);
        signals.say(number);
    }

    static String checked(String reason) {
        var text = reason.strip();
        if (text.isEmpty() || text.length() > LONGEST_REASON) {
            throw new Refusal("customers.reason.wrong", LONGEST_REASON).at("reason");
        }
        return text;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }
}
