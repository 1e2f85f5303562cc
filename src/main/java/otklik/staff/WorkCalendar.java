package otklik.staff;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.CompanyCalendar;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * On which days a person works, and from when until when: by his own hours, else the company's, by the company's calendar of holidays and
 * moved days, and by his absences. Three queries, however many people and days are asked for.
 */
@Service
public class WorkCalendar {
    private final JdbcClient jdbc;
    private final CompanyCalendar calendar;
    private final Parameters parameters;

    WorkCalendar(JdbcClient jdbc, CompanyCalendar calendar, Parameters parameters) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.parameters = parameters;
    }

    /**
     * One day of a person, from its midnight to the next by his clock.
     *
     * @param from when he begins, if he works on that day
     * @param until when he ends
     * @param off why he does not work; none on a working day
     */
    public record Shift(LocalDate date, ZoneId zone, LocalTime from, LocalTime until, @Nullable Off off) {
        /** How long he works on that day. */
        public Duration length() {
            return off == null ? Duration.between(opens(), closes()) : Duration.ZERO;
        }

        public Instant opens() {
            return date.atTime(from).atZone(zone).toInstant();
        }

        public Instant closes() {
            return date.atTime(until).atZone(zone).toInstant();
        }

        public Instant begins() {
            return date.atStartOfDay(zone).toInstant();
        }

        public Instant ends() {
            return date.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    private record Person(ZoneId zone, WorkingHours hours) {}

    private record Away(LocalDate first, LocalDate last) {
        boolean covers(LocalDate date) {
            return !date.isBefore(first) && !date.isAfter(last);
        }
    }

    /** The zone by which the person's days are counted. */
    public ZoneId zone(String login) {
        return person(people(Set.of(login)), login).zone();
    }

    /** The days of a person, the first one first. */
    public List<Shift> of(String login, LocalDate first, int days) {
        return Objects.requireNonNull(of(Set.of(login), first, days).get(login));
    }

    /** The days of each of the people. */
    public Map<String, List<Shift>> of(Collection<String> logins, LocalDate first, int days) {
        if (logins.isEmpty()) {
            return Map.of();
        }
        var last = first.plusDays(days - 1L);
        var people = people(logins);
        var away = away(logins, first, last);
        var exceptions = new HashMap<LocalDate, Boolean>();
        calendar.between(first, last).forEach(day -> exceptions.put(day.date(), day.working()));
        var shifts = new LinkedHashMap<String, List<Shift>>();
        for (var login : logins) {
            var person = person(people, login);
            var own = new ArrayList<Shift>();
            for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
                own.add(new Shift(
                        date,
                        person.zone(),
                        person.hours().from(),
                        person.hours().until(),
                        off(date, person.hours(), exceptions, away.getOrDefault(login, List.of()))));
            }
            shifts.put(login, own);
        }
        return shifts;
    }

    private static @Nullable Off off(
            LocalDate date, WorkingHours hours, Map<LocalDate, Boolean> exceptions, List<Away> away) {
        if (away.stream().anyMatch(one -> one.covers(date))) {
            return Off.AWAY;
        }
        var moved = exceptions.get(date);
        if (moved != null) {
            return moved ? null : Off.HOLIDAY;
        }
        return hours.days().contains(date.getDayOfWeek()) ? null : Off.DAY_OFF;
    }

    private Person person(Map<String, Person> people, String login) {
        var person = people.get(login);
        return person == null ? new Person(parameters.zone(Parameter.COMPANY_ZONE), companyHours()) : person;
    }

    private WorkingHours companyHours() {
        Set<DayOfWeek> days = parameters.days(Parameter.WORKING_DAYS);
        return new WorkingHours(
                parameters.time(Parameter.WORKING_FROM), parameters.time(Parameter.WORKING_UNTIL), days);
    }

    private Map<String, Person> people(Collection<String> logins) {
        var ours = companyHours();
        var zone = parameters.zone(Parameter.COMPANY_ZONE);
        var people = new HashMap<String, Person>();
        jdbc.sql("select login, zone, work_from, work_until, work_days from employee where login in (:logins)")
                .param("logins", logins)
                .query((row, index) -> {
                    var from = row.getString("work_from");
                    var own = row.getString("zone");
                    return people.put(
                            row.getString("login"),
                            new Person(
                                    own == null ? zone : ZoneId.of(own),
                                    from == null
                                            ? ours
                                            : WorkingHours.of(
                                                    from, row.getString("work_until"), row.getString("work_days"))));
                })
                .list();
        return people;
    }

    private Map<String, List<Away>> away(Collection<String> logins, LocalDate first, LocalDate last) {
        var away = new HashMap<String, List<Away>>();
        jdbc.sql(
                        """
                        select e.login, a.first_date, a.last_date from absence a join employee e on e.id = a.employee_id
                        where e.login in (:logins) and a.first_date <= :last and a.last_date >= :first""")
                .param("logins", logins)
                .param("first", first)
                .param("last", last)
                .query((row, index) -> away.computeIfAbsent(row.getString("login"), key -> new ArrayList<>())
                        .add(new Away(
                                row.getObject("first_date", LocalDate.class),
                                row.getObject("last_date", LocalDate.class))))
                .list();
        return away;
    }
}
