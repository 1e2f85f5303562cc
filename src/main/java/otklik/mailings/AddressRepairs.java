package otklik.mailings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.Companies;
import otklik.customers.CompanyContacts;
import otklik.customers.ContactPoint;
import otklik.customers.PointStates;
import otklik.engine.CaseSubject;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.CurrentUser;
import otklik.security.Section;

/**
 * Addresses to which letters came back for good: each is marked, and finding the right one is work for whoever is responsible (E65). The
 * mark belongs to the address, so a corrected one is clean.
 */
@Service
public class AddressRepairs implements CaseSubject, CaseGuard {
    private static final String PREFIX = "AR-";
    private static final int REASON = 500;

    private final JdbcClient jdbc;
    private final Database database;
    private final AddressRepairProcess process;
    private final Companies companies;
    private final CompanyContacts contacts;
    private final PointStates points;
    private final MailingLetters letters;
    private final Outbox outbox;
    private final Accounts accounts;
    private final History history;
    private final Clock clock;

    AddressRepairs(
            JdbcClient jdbc,
            Database database,
            AddressRepairProcess process,
            Companies companies,
            CompanyContacts contacts,
            PointStates points,
            MailingLetters letters,
            Outbox outbox,
            Accounts accounts,
            History history,
            Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.process = process;
        this.companies = companies;
        this.contacts = contacts;
        this.points = points;
        this.letters = letters;
        this.outbox = outbox;
        this.accounts = accounts;
        this.history = history;
        this.clock = clock;
    }

    private record Repair(String number, String company, String address, String letter, @Nullable String reason) {}

    /** Marks the address of a letter and makes it work, once for a company and an address however many letters come back. */
    void open(OutgoingLetter letter) {
        if (letter.to().isEmpty()) {
            // Whose it was has been deleted since.
            return;
        }
        var reason = cut(letter.lastError());
        ContactPoint.email(letter.to()).ifPresent(point -> points.bounced(point, reason));
        var id = jdbc.sql("select nextval('address_repair_number')")
                .query(Long.class)
                .single();
        if (insert(id, letter, reason)) {
            // Who is responsible does not depend on what the person sees whose act has told us of the bounce.
            process.start(PREFIX + id, CurrentUser.asNobody(() -> responsible(letter.caseKey())));
        }
    }

    /** Whether nobody was looking for the right address before; of two letters at once only one is the first. */
    private boolean insert(long id, OutgoingLetter letter, @Nullable String reason) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    """
                                    insert into address_repair (id, number, company, address, letter, reason, open_key, created_at)
                                    values (?, ?, ?, ?, ?, ?, ?, ?)"""
                                            + unlessThere)
                            .params(
                                    id,
                                    PREFIX + id,
                                    letter.caseKey(),
                                    letter.to(),
                                    letter.number(),
                                    reason,
                                    letter.caseKey() + "/" + letter.to().toLowerCase(Locale.ROOT),
                                    clock.instant().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException open) {
            return false;
        }
    }

    private @Nullable String responsible(String company) {
        return companies
                .find(company)
                .map(card -> card.form().responsible())
                .flatMap(accounts::byLogin)
                .filter(account -> account.active())
                .map(account -> account.login())
                .orElse(null);
    }

    /**
     * Puts the right address into the cards, in the name of who found it. For the diagram {@code address-repair}, which says who may:
     * it takes no right to change the company, but one has to see it.
     *
     * @param sendAgain whether the letter that came back goes to the right address; not where its mailing has written there already
     * @throws Refusal when it is no mail address or the wrong one again, and for who does not see the company
     */
    @Transactional
    public void correct(String number, String address, boolean sendAgain) {
        var repair = find(number).orElseThrow(() -> new IllegalArgumentException("There is no " + number));
        if (companies.find(repair.company()).isEmpty()) {
            throw new Refusal("security.forbidden", Action.VIEW, Section.COMPANIES);
        }
        var right = ContactPoint.email(address)
                .orElseThrow(() -> new Refusal("mailings.repair.addressWrong", address).at("address"));
        ContactPoint.email(repair.address()).ifPresent(wrong -> {
            if (wrong.key().equals(right.key())) {
                throw new Refusal("mailings.repair.sameAddress", address).at("address");
            }
            contacts.correct(repair.company(), wrong, right);
        });
        var isUndelivered = outbox.byNumber(repair.letter())
                .filter(letter -> letter.state() == State.FAILED || letter.state() == State.BOUNCED)
                .filter(letter -> !letters.hasAnotherAt(letter.key(), right.key()))
                .isPresent();
        if (sendAgain && isUndelivered) {
            outbox.resend(repair.letter(), right.written());
        }
        close(number);
    }

    /** Notes that nobody knows a right address. For the diagram {@code address-repair}. */
    @Transactional
    public void giveUp(String number) {
        find(number).ifPresent(repair -> {
            history.tell(new History.Change(repair.company(), "addressNotFound").from(repair.address(), null));
            close(number);
        });
    }

    private void close(String number) {
        jdbc.sql("update address_repair set open_key = null, closed_at = ? where number = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), number)
                .update();
    }

    private Optional<Repair> find(String number) {
        return jdbc.sql("select * from address_repair where number = ?")
                .param(number)
                .query(AddressRepairs::repair)
                .optional();
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String line(String businessKey) {
        return find(businessKey)
                .map(repair -> companies
                                .find(repair.company())
                                .map(company -> company.name())
                                .orElse(repair.company())
                        + " · " + repair.address())
                .orElse(businessKey);
    }

    @Override
    public String details(String businessKey) {
        return find(businessKey)
                .map(repair -> line(businessKey) + "\n" + repair.letter()
                        + (repair.reason() == null ? "" : ": " + repair.reason()))
                .orElse(businessKey);
    }

    /** Who sees the company sees the work on its addresses. */
    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        if (caseKeys.isEmpty()) {
            return Set.of();
        }
        var repairs = jdbc.sql("select * from address_repair where number in (:numbers)")
                .param("numbers", caseKeys)
                .query(AddressRepairs::repair)
                .list();
        var seen = companies
                .all(repairs.stream().map(Repair::company).distinct().toList())
                .keySet();
        return repairs.stream()
                .filter(repair -> seen.contains(repair.company()))
                .map(Repair::number)
                .collect(Collectors.toSet());
    }

    private static Repair repair(ResultSet row, int number) throws SQLException {
        return new Repair(
                row.getString("number"),
                row.getString("company"),
                row.getString("address"),
                row.getString("letter"),
                row.getString("reason"));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= REASON ? text : text.substring(0, REASON);
    }
}
