package otklik.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyContacts;
import otklik.customers.ContactPoint;
import otklik.customers.People;
import otklik.customers.PersonCard;
import otklik.engine.CaseSubject;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.CaseGuard;
import otklik.security.Cases;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.telephony.CallCause;
import otklik.work.WorkItem;

/**
 * Searches for a right number of clients who cannot be dialled: one for a client at a time, whatever waits for it (E32, E34). When the number
 * is found, everything that waited is called again.
 */
@Service
public class ContactRepairs implements CaseSubject, CaseGuard {
    private static final String PREFIX = "CC-";

    private final JdbcClient jdbc;
    private final Database database;
    private final RepairProcess process;
    private final ObjectProvider<DialledWork> flows;
    private final CompanyContacts contacts;
    private final Companies companies;
    private final People people;
    private final Accounts accounts;
    private final ObjectProvider<Cases> cases;
    private final Settings settings;
    private final History history;
    private final Clock clock;

    ContactRepairs(
            JdbcClient jdbc,
            Database database,
            @Lazy RepairProcess process,
            ObjectProvider<DialledWork> flows,
            @Lazy CompanyContacts contacts,
            @Lazy Companies companies,
            @Lazy People people,
            Accounts accounts,
            ObjectProvider<Cases> cases,
            Settings settings,
            History history,
            Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.process = process;
        this.flows = flows;
        this.contacts = contacts;
        this.companies = companies;
        this.people = people;
        this.accounts = accounts;
        this.cases = cases;
        this.settings = settings;
        this.history = history;
        this.clock = clock;
    }

    /**
     * One search.
     *
     * @param contact {@code P-12} or {@code K-7}
     * @param phone the wrong number in E.164; none where there is none
     * @param cause how it was seen that it is wrong
     * @param since when the search began
     */
    public record Repair(String number, String contact, @Nullable String phone, CallCause cause, Instant since) {}

    /** The search, for who may see its client. */
    public Optional<Repair> seen(String number) {
        return visible(Set.of(number)).isEmpty() ? Optional.empty() : find(number);
    }

    /** Lets the right number be looked for; the case of the task waits for it. */
    void open(WorkItem item, CallAttempt attempt, CallCause cause) {
        if (!attempt.contact().startsWith("P-") && !attempt.contact().startsWith("K-")) {
            // A stranger has no card into which a number could be written.
            return;
        }
        var id = jdbc.sql("select nextval('contact_repair_number')")
                .query(Long.class)
                .single();
        var number = PREFIX + id;
        var isNew = insert(id, attempt, cause);
        if (isNew) {
            process.numberWanted(
                    number,
                    responsible(attempt),
                    Optional.ofNullable(item.candidateGroup()).orElse(Role.OPERATOR.group()));
        }
        var open = isNew ? number : opened(attempt.contact());
        jdbc.sql("insert into contact_repair_case (repair, case_key) values (?, ?)")
                .params(open, attempt.caseKey())
                .update();
    }

    /** Whether somebody looks for the right number of the client because this one is wrong. */
    boolean isSought(String contact, String phone) {
        return jdbc.sql("select count(*) from contact_repair where open_contact = ? and phone = ?")
                        .params(contact, phone)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private String opened(String contact) {
        return jdbc.sql("select number from contact_repair where open_contact = ? for update")
                .param(contact)
                .query(String.class)
                .single();
    }

    /** Whether nobody was looking for a number of the client before; of two at once only one is the first. */
    private boolean insert(long id, CallAttempt attempt, CallCause cause) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    """
                                    insert into contact_repair (id, number, contact, open_contact, phone, cause, created_at)
                                    values (?, ?, ?, ?, ?, ?, ?)"""
                                            + unlessThere)
                            .params(
                                    id,
                                    PREFIX + id,
                                    attempt.contact(),
                                    attempt.contact(),
                                    attempt.phone(),
                                    cause.name(),
                                    clock.instant().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException open) {
            return false;
        }
    }

    /** Who dialled knows the case; where he may not work any more, anybody of the queue is asked. */
    private @Nullable String responsible(CallAttempt attempt) {
        return accounts.byLogin(attempt.login())
                .filter(Account::active)
                // The conveyor issues the next task to whoever is on it: he cannot keep one for himself.
                .filter(account -> account.workMode().choosesFreely())
                .map(Account::login)
                .orElse(null);
    }

    /**
     * Writes the right number into the card, and everything that waited for it is called again; for the step of the diagram.
     *
     * @param phone as a person writes it; empty where the card was corrected already
     * @throws Refusal when it is no number, the wrong one again, or somebody else's
     */
    @Transactional
    public void complete(String number, String phone) {
        var repair = find(number).orElseThrow(() -> new IllegalArgumentException("There is no " + number));
        if (phone.isBlank()) {
            requireCorrected(repair);
        } else {
            var right = ContactPoint.phone(phone, settings.country())
                    .orElseThrow(() -> new Refusal("calls.repair.wrongNumber", phone).at("phone"));
            if (right.key().equals(repair.phone())) {
                throw new Refusal("calls.repair.sameNumber", right.shown()).at("phone");
            }
            contacts.put(
                    repair.contact(),
                    Optional.ofNullable(repair.phone())
                            .flatMap(wrong -> ContactPoint.phone(wrong, settings.country()))
                            .orElse(null),
                    right);
        }
        var waiting = waiting(number);
        close(number);
        CurrentUser.asNobody(() -> {
            flows.forEach(flow -> waiting.forEach(flow::contactCompleted));
            return true;
        });
    }

    private void requireCorrected(Repair repair) {
        var phones = CurrentUser.asNobody(() -> points(repair.contact())).stream()
                .filter(point -> point.kind() == ContactPoint.Kind.PHONE)
                .map(ContactPoint::key)
                .toList();
        if (phones.isEmpty() || phones.get(0).equals(repair.phone())) {
            throw new Refusal("calls.repair.stillIncomplete").at("phone");
        }
    }

    private List<ContactPoint> points(String contact) {
        return contact.startsWith("P-")
                ? people.find(contact).map(PersonCard::points).orElse(List.of())
                : companies.find(contact).map(card -> card.form().points()).orElse(List.of());
    }

    /** Notes that nobody knows a number, for the step of the diagram. */
    @Transactional
    public void giveUp(String number) {
        find(number).ifPresent(repair -> {
            history.tell(new History.Change(repair.contact(), "numberNotFound").from(repair.phone(), null));
            close(number);
        });
    }

    /** The cases that wait for the right number, by their keys. */
    public List<String> waiting(String number) {
        return jdbc.sql("select distinct case_key from contact_repair_case where repair = ? order by case_key")
                .param(number)
                .query(String.class)
                .list();
    }

    private void close(String number) {
        jdbc.sql("update contact_repair set open_contact = null, closed_at = ? where number = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), number)
                .update();
    }

    private Optional<Repair> find(String number) {
        return jdbc.sql("select * from contact_repair where number = ?")
                .param(number)
                .query(ContactRepairs::repair)
                .optional();
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String line(String businessKey) {
        return find(businessKey)
                .map(repair -> CurrentUser.asNobody(() -> name(repair.contact()))
                        + (repair.phone() == null ? "" : " · " + repair.phone()))
                .orElse(businessKey);
    }

    private String name(String contact) {
        return contact.startsWith("P-")
                ? people.find(contact).map(PersonCard::name).orElse(contact)
                : companies.find(contact).map(CompanyCard::name).orElse(contact);
    }

    /** Who sees the client sees the search for his number. */
    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        if (caseKeys.isEmpty()) {
            return Set.of();
        }
        var repairs = jdbc.sql("select * from contact_repair where number in (:numbers)")
                .param("numbers", caseKeys)
                .query(ContactRepairs::repair)
                .list();
        var seen = cases.getObject()
                .visible(repairs.stream().map(Repair::contact).distinct().toList());
        return repairs.stream()
                .filter(repair -> seen.contains(repair.contact()))
                .map(Repair::number)
                .collect(Collectors.toSet());
    }

    private static Repair repair(ResultSet row, int number) throws SQLException {
        return new Repair(
                row.getString("number"),
                row.getString("contact"),
                row.getString("phone"),
                CallCause.valueOf(row.getString("cause")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
