package otklik.customers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * What an import needs of companies: checks without saving, look-ups of many by what makes two companies one, many new ones with a fixed
 * number of statements, and taking a new one back.
 */
@Service
public class CompanyImports {
    private final Companies companies;
    private final CompanyRows rows;
    private final CustomFields fields;
    private final JdbcClient jdbc;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final Clock clock;
    private final String country;

    CompanyImports(
            Companies companies,
            CompanyRows rows,
            CustomFields fields,
            JdbcClient jdbc,
            History history,
            Policy policy,
            Signals signals,
            Clock clock,
            Settings settings) {
        this.companies = companies;
        this.rows = rows;
        this.fields = fields;
        this.jdbc = jdbc;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.clock = clock;
        this.country = settings.country();
    }

    /** A company that is there already, whoever may see it: who may not is told no more than that there is one. */
    public record Known(
            String number, String name, String inn, String kpp, @Nullable String responsible, CompanyState state) {

        /** Whether the taxpayer's numbers say that this is another company, or another branch. */
        public boolean contradicts(CompanyForm form) {
            var otherInn = !inn.isEmpty() && !form.inn().isEmpty() && !inn.equals(form.inn());
            var otherBranch =
                    inn.equals(form.inn()) && !kpp.isEmpty() && !form.kpp().isEmpty() && !kpp.equals(form.kpp());
            return otherInn || otherBranch;
        }
    }

    /**
     * Companies by what was asked for.
     *
     * @param byPoint by {@link ContactPoint#key()}; the points of a company's people are its own here
     * @param byName by {@link #nameKey}
     */
    public record Found(
            Map<String, List<Known>> byInn, Map<String, List<Known>> byPoint, Map<String, List<Known>> byName) {}

    /** What a name is compared by: its words in a fixed order, small, without the legal form. */
    public static String nameKey(String name) {
        return NameKey.ofCompany(name);
    }

    /** A phone in any spelling, of our country where it names none. */
    public Optional<ContactPoint> phone(String text) {
        return ContactPoint.phone(text, country);
    }

    /** The form as it would be saved; refused with the name of the field that is wrong. Asks no database. */
    public CompanyForm check(CompanyForm form, List<CustomField> known) {
        return companies.check(form, known);
    }

    /** Refuses who may not give new companies to this person. */
    public void requireMayGive(@Nullable String responsible) {
        policy.require(Section.COMPANIES, Action.CREATE);
        companies.requireMayGive(null, responsible);
    }

    /** The companies that have one of these; four queries, whatever their number. Deleted and merged ones are left out. */
    public Found find(Collection<String> inns, Collection<ContactPoint> points, Collection<String> nameKeys) {
        var keys = points.stream().map(ContactPoint::key).distinct().toList();
        var byPoint = new HashMap<String, List<Known>>();
        for (var source : List.of(
                "company_point x join company c on c.id = x.company_id",
                "contact_point x join person p on p.id = x.person_id join company c on c.id = p.company_id")) {
            look("x.point_key", source + " where " + ContactPoint.among("x", "values"), keys)
                    .forEach((key, found) -> byPoint.computeIfAbsent(key, none -> new ArrayList<>())
                            .addAll(found));
        }
        return new Found(
                look("c.inn", "company c where c.inn in (:values)", inns),
                byPoint,
                look("c.name_key", "company c where c.name_key in (:values)", nameKeys));
    }

    private Map<String, List<Known>> look(String key, String where, Collection<String> values) {
        return values.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("select " + key
                                + " as found_by, c.number, c.name, c.inn, c.kpp, c.responsible, c.state from " + where
                                + " and c.state in ('ACTIVE', 'DO_NOT_DISTURB') order by c.id")
                        .param("values", values)
                        .query((row, index) -> Map.entry(row.getString("found_by"), known(row)))
                        .list()
                        .stream()
                        .collect(groupingBy(
                                Map.Entry::getKey, LinkedHashMap::new, mapping(Map.Entry::getValue, toList())));
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                row.getString("number"),
                row.getString("name"),
                Objects.requireNonNullElse(row.getString("inn"), ""),
                Objects.requireNonNullElse(row.getString("kpp"), ""),
                row.getString("responsible"),
                CompanyState.valueOf(row.getString("state")));
    }

    /**
     * Adds companies whose forms {@link #check} gave back, whose responsible ones {@link #requireMayGive} let through, and who, as
     * {@link Suppressions} says, did not ask to be left alone.
     *
     * @param from where they come from, for their timelines
     * @return their numbers, in the order of the forms
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> create(List<CompanyForm> checked, String from) {
        policy.require(Section.COMPANIES, Action.CREATE);
        if (checked.isEmpty()) {
            return List.of();
        }
        var numbers = rows.insert(checked, fields.all(), clock.instant());
        var lines = new ArrayList<History.Change>();
        for (int index = 0; index < numbers.size(); index++) {
            lines.add(new History.Change(numbers.get(index), "companyImported")
                    .from(null, checked.get(index).name())
                    .because(from));
        }
        history.tellAll(lines);
        signals.say(Companies.TOPIC);
        return numbers;
    }

    /**
     * Removes a company that an import added and that nobody has touched since; refused when somebody has.
     *
     * @param from where it came from, for its timeline, which stays
     * @param version what it had after the last change that the import itself made, 0 where there was none after the first
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(String number, String from, long version) {
        var company = rows.lock(number).orElseThrow(() -> new Refusal("customers.company.unknown", number));
        policy.require(Section.COMPANIES, Action.CREATE);
        var lines = jdbc.sql(
                        """
                        select count(*) from history_event where case_key = :number and kind not in (:changes)
                        or case_key in (select p.number from person p where p.company_id = :id) and kind <> 'personAdded'""")
                .param("number", number)
                .param("id", company.id())
                // The version says whose they are.
                .param("changes", CompanyDifferences.KINDS)
                .query(Integer.class)
                .single();
        if (company.version() != version
                || company.openActivities() > 0
                || company.lastContactAt() != null
                || company.state() != CompanyState.ACTIVE
                || lines > 1) {
            throw new Refusal("customers.company.workedOn", company.name());
        }
        jdbc.sql("update person set company_id = null where company_id = ?")
                .param(company.id())
                .update();
        rows.delete(company);
        history.tell(new History.Change(number, "companyWithdrawn")
                .from(company.name(), null)
                .because(from));
        signals.say(Companies.TOPIC);
    }
}
