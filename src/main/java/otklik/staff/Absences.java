package otklik.staff;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** When people are away and who stands for them. A substitute reaches the absent person's records as far as he may reach his own. */
@Service
public class Absences {
    private static final int LONGEST_YEARS = 3;

    private final JdbcClient jdbc;
    private final EmployeeRepository employees;
    private final Rights rights;
    private final History history;
    private final Policy policy;

    Absences(JdbcClient jdbc, EmployeeRepository employees, Rights rights, History history, Policy policy) {
        this.jdbc = jdbc;
        this.employees = employees;
        this.rights = rights;
        this.history = history;
        this.policy = policy;
    }

    /**
     * @param first the first day away
     * @param last the last day away
     * @param substitute login; none: the work falls to the team
     */
    public record Absence(long id, LocalDate first, LocalDate last, @Nullable String substitute, String reason) {}

    /** Absences of a person that are not over, the next first; at most fifty. */
    public List<Absence> of(String login, LocalDate today) {
        return jdbc.sql(
                        """
                        select a.id, a.first_date, a.last_date, a.reason, s.login as substitute from absence a
                        join employee e on e.id = a.employee_id left join employee s on s.id = a.substitute_id
                        where e.login = ? and a.last_date >= ? order by a.first_date limit 50""")
                .params(login, today)
                .query((row, number) -> new Absence(
                        row.getLong("id"),
                        row.getObject("first_date", LocalDate.class),
                        row.getObject("last_date", LocalDate.class),
                        row.getString("substitute"),
                        row.getString("reason")))
                .list();
    }

    /** An absence in which somebody stands for another. */
    record Substitution(long id, String absent, LocalDate first, LocalDate last) {}

    /** Absences that are not over and in which this person stands for the absent one. */
    List<Substitution> standingIn(String login, LocalDate today) {
        return jdbc.sql(
                        """
                        select a.id, e.login, a.first_date, a.last_date from absence a join employee e on e.id = a.employee_id
                        join employee s on s.id = a.substitute_id where s.login = ? and a.last_date >= ? order by a.id""")
                .params(login, today)
                .query((row, number) -> new Substitution(
                        row.getLong("id"),
                        row.getString("login"),
                        row.getObject("first_date", LocalDate.class),
                        row.getObject("last_date", LocalDate.class)))
                .list();
    }

    /** Who is away on the day, whatever the state of the account. */
    public Set<String> away(LocalDate day) {
        return new HashSet<>(jdbc.sql(
                        """
                        select distinct e.login from absence a join employee e on e.id = a.employee_id
                        where a.first_date <= ? and a.last_date >= ?""")
                .params(day, day)
                .query(String.class)
                .list());
    }

    /** Whether nobody would stand for himself in the end if the person stood in. */
    boolean mayStandIn(long id, String substitute) {
        var absence = jdbc.sql(
                        """
                        select e.login, a.first_date, a.last_date from absence a join employee e on e.id = a.employee_id
                        where a.id = ?""")
                .param(id)
                .query((row, number) -> new Substitution(
                        id,
                        row.getString("login"),
                        row.getObject("first_date", LocalDate.class),
                        row.getObject("last_date", LocalDate.class)))
                .single();
        return !leadsBack(byLogin(absence.absent()), byLogin(substitute), absence.first(), absence.last());
    }

    /**
     * Puts another person in the place of a substitute, or nobody; false where somebody else stands in by now.
     *
     * @param from who stands in, or nobody
     */
    boolean replaceSubstitute(long id, @Nullable String from, @Nullable String to) {
        var person = from == null ? null : byLogin(from).id();
        var changed = jdbc.sql("update absence set substitute_id = :to where id = :id and "
                        + (person == null ? "substitute_id is null" : "substitute_id = :from"))
                .param("to", to == null ? null : byLogin(to).id(), java.sql.Types.BIGINT)
                .param("id", id)
                .param("from", person)
                .update();
        if (changed == 1) {
            var absent = jdbc.sql(
                            "select e.login from absence a join employee e on e.id = a.employee_id where a.id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
            history.tell(new History.Change("employee:" + absent, "substituteChanged").from(from, to));
        }
        return changed == 1;
    }

    /** Refused at the field that is wrong: the end, an overlap, or a substitute who would stand for himself in the end (E85). */
    public void add(String login, LocalDate first, LocalDate last, @Nullable String substitute, String reason) {
        rights.apply(() -> insert(login, first, last, substitute, reason));
    }

    public void remove(String login, long id) {
        rights.apply(() -> {
            requireMayChange(login);
            jdbc.sql("delete from absence where id = ? and employee_id = (select id from employee where login = ?)")
                    .params(id, login)
                    .update();
            history.tell(new History.Change("employee:" + login, "absenceRemoved"));
        });
    }

    private void insert(String login, LocalDate first, LocalDate last, @Nullable String substitute, String reason) {
        requireMayChange(login);
        if (last.isBefore(first)) {
            throw new Refusal("staff.absence.endsBefore", first, last).at("last");
        }
        if (last.isAfter(first.plusYears(LONGEST_YEARS))) {
            throw new Refusal("staff.absence.tooLong", LONGEST_YEARS).at("last");
        }
        var person = byLogin(login);
        var overlaps = jdbc.sql(
                        "select count(*) from absence where employee_id = ? and first_date <= ? and last_date >= ?")
                .params(person.id(), last, first)
                .query(Long.class)
                .single();
        if (overlaps > 0) {
            throw new Refusal("staff.absence.overlaps").at("first");
        }
        var stands = substitute == null ? null : byLogin(substitute);
        if (stands != null) {
            if (stands.id() == person.id()) {
                throw new Refusal("staff.absence.himself", person.name()).at("substitute");
            }
            if (!login.equals(CurrentUser.login().orElse(login)) && isTheOneWhoAsks(stands) && rights.isLimited()) {
                throw new Refusal("staff.absence.opensToHimself", person.name()).at("substitute");
            }
            if (stands.state() != EmployeeState.ACTIVE) {
                throw new Refusal("staff.absence.substituteInactive", stands.name()).at("substitute");
            }
            if (leadsBack(person, stands, first, last)) {
                throw new Refusal("staff.absence.circle", stands.name(), person.name()).at("substitute");
            }
        }
        jdbc.sql(
                        "insert into absence (employee_id, first_date, last_date, substitute_id, reason) values (?, ?, ?, ?, ?)")
                .params(
                        person.id(),
                        first,
                        last,
                        stands == null ? null : stands.id(),
                        reason.strip().substring(0, Math.min(400, reason.strip().length())))
                .update();
        history.tell(new History.Change("employee:" + login, "absenceAdded")
                .from(null, first + " – " + last)
                .because(substitute));
    }

    /** Follows the substitutes of the same days: whether the person would stand for himself. */
    private boolean leadsBack(Employee person, Employee substitute, LocalDate first, LocalDate last) {
        var reached = new HashSet<Long>(Set.of(substitute.id()));
        var todo = new java.util.ArrayDeque<Long>(Set.of(substitute.id()));
        while (!todo.isEmpty()) {
            var next = todo.remove();
            if (next == person.id()) {
                return true;
            }
            jdbc.sql(
                            """
                            select distinct substitute_id from absence
                            where employee_id = ? and substitute_id is not null and first_date <= ? and last_date >= ?""")
                    .params(next, last, first)
                    .query(Long.class)
                    .list()
                    .forEach(id -> {
                        if (reached.add(id)) {
                            todo.add(id);
                        }
                    });
        }
        return false;
    }

    /** One plans one's own absence; that of others is the business of those who change employees. */
    private void requireMayChange(String login) {
        if (CurrentUser.isTrying() || !CurrentUser.login().map(login::equals).orElse(true)) {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
            rights.requireMayManage(login);
        }
    }

    private static boolean isTheOneWhoAsks(Employee employee) {
        return CurrentUser.login().map(employee.login()::equals).orElse(false);
    }

    private Employee byLogin(String login) {
        return employees.findByLogin(login).orElseThrow(() -> new Refusal("staff.unknownEmployee", login));
    }
}
