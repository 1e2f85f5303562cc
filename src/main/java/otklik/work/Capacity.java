package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import otklik.customers.ClientHours;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkGroup;
import otklik.staff.Off;
import otklik.staff.WorkCalendar;
import otklik.staff.WorkCalendar.Shift;

/**
 * How much goes into a person's day, in pieces and in minutes (S3.23, S3.24): so many tasks as the company's setting says, or his own, and so
 * many minutes as he works. What is counted are the open tasks that he has with a due date on that day by his clock, and of today also what is
 * late and what he has done of it. Who sets a task holds the row of that person and day until his transaction ends, so of two at once the
 * second finds the day as the first has left it (E27).
 */
@Service
public class Capacity {
    /** Topic of every change of limits. */
    public static final String TOPIC = "capacity";

    /** Days of the strip. */
    public static final int STRIP = 10;

    /** So many days ahead the program looks for room by itself, and so far overloads are listed. */
    public static final int HORIZON = 30;

    public static final int LONGEST_REASON = 400;
    public static final int GREATEST_LIMIT = 1000;

    private static final int SLOT_SECONDS = 900;
    private static final int REASONS = 5;
    /** Colleagues who are looked at when a person has no room within the horizon. */
    private static final int COLLEAGUES = 50;

    private final JdbcClient jdbc;
    private final Database database;
    private final WorkCalendar calendar;
    private final TaskTypes types;
    private final Parameters parameters;
    private final ClientHours hours;
    private final Accounts accounts;
    private final Policy policy;
    private final Attempts attempts;
    private final History history;
    private final Signals signals;
    private final Clock clock;

    Capacity(
            JdbcClient jdbc,
            Database database,
            WorkCalendar calendar,
            TaskTypes types,
            Parameters parameters,
            ClientHours hours,
            Accounts accounts,
            Policy policy,
            Attempts attempts,
            History history,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.calendar = calendar;
        this.types = types;
        this.parameters = parameters;
        this.hours = hours;
        this.accounts = accounts;
        this.policy = policy;
        this.attempts = attempts;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /** One open task of a person, or several that are alike. */
    private record Booked(Instant due, Duration usual, int pieces) {}

    /** What of a day is done already. */
    private record Done(int pieces, Duration time) {}

    /** What the days of some people are counted from. */
    private record Facts(
            Map<String, List<Booked>> booked, Map<String, Map<LocalDate, Done>> done, Map<String, Integer> limits) {}

    /** How full the day of the person is, by his clock. */
    public DayLoad of(String login, LocalDate date) {
        return loads(login, date, 1).get(0);
    }

    /** The days of a person from this one on. */
    public List<DayLoad> loads(String login, LocalDate first, int days) {
        return loads(login, calendar.of(login, first, days));
    }

    /** How full today is, by login and each by his own clock. Some queries, however many people. */
    public Map<String, DayLoad> today(Collection<String> logins) {
        if (logins.isEmpty()) {
            return Map.of();
        }
        var today = today();
        var booked = booked(null, today.plusDays(2).atStartOfDay(zone()).toInstant());
        var facts = new Facts(booked, done(logins, today.minusDays(1), today.plusDays(1)), limits(logins));
        var loads = new HashMap<String, DayLoad>();
        calendar.of(logins, today.minusDays(1), 3).forEach((login, shifts) -> shifts.stream()
                .filter(shift -> shift.date().equals(todayOf(shift.zone())))
                .forEach(shift -> loads.put(login, load(login, shift, facts))));
        return loads;
    }

    private List<DayLoad> loads(String login, List<Shift> shifts) {
        var facts = facts(login, shifts);
        return shifts.stream().map(shift -> load(login, shift, facts)).toList();
    }

    /**
     * Ten days from the wished one on: how full each is, and the first moment of it that fits. None fits on a full day, on a day off, and
     * outside of the hours in which the client may be called by his clock.
     *
     * @param usual how long it takes; none where it is not known
     */
    public List<DayOffer> offers(String login, ZoneId clientZone, Instant wished, @Nullable Duration usual) {
        var length = usual == null ? usual() : usual;
        var now = clock.instant();
        var from = wished.isBefore(now) ? now : wished;
        var shifts = calendar.of(login, from.atZone(calendar.zone(login)).toLocalDate(), STRIP);
        var facts = facts(login, shifts);
        return shifts.stream()
                .map(shift -> {
                    var load = load(login, shift, facts);
                    return new DayOffer(
                            load,
                            load.isFree(length)
                                    ? slot(shift, busy(login, shift, facts), from, clientZone, length)
                                            .orElse(null)
                                    : null);
                })
                .toList();
    }

    /**
     * Lets one more task be set on the day of this moment, or refuses with the field {@code due}. Call it in the transaction in which the
     * task is written: the day is the caller's until that ends.
     *
     * @param overLimitReason why it is set on a full day all the same; who may not do so is refused
     */
    public void require(String login, Instant due, @Nullable String overLimitReason) {
        requireTransaction();
        var load = held(login, due);
        if (load.hasRoom(usual())) {
            return;
        }
        if (overLimitReason == null || overLimitReason.isBlank()) {
            throw full(load);
        }
        if (!mayExceed(login)) {
            throw new Refusal("work.mayNotExceed", accounts.nameOf(login)).at("due");
        }
        var reason = overLimitReason.strip();
        jdbc.sql("insert into over_limit (login, work_day, reason, allowed_by, allowed_at) values (?, ?, ?, ?, ?)")
                .params(
                        login,
                        load.date(),
                        reason.substring(0, Math.min(LONGEST_REASON, reason.length())),
                        CurrentUser.login().orElse("otklik"),
                        utc(clock.instant()))
                .update();
        signals.say(TOPIC);
    }

    /** Whether one more goes into the day of this moment; the day is the caller's until his transaction ends. */
    public boolean hold(String login, Instant due) {
        requireTransaction();
        return held(login, due).hasRoom(usual());
    }

    /** The day on which what is due then is to be done, locked; what is late is to be done today. */
    private DayLoad held(String login, Instant due) {
        var date = dayOf(login, due);
        lock(login, date);
        return of(login, date);
    }

    private LocalDate dayOf(String login, Instant due) {
        return later(due, clock.instant()).atZone(calendar.zone(login)).toLocalDate();
    }

    /** Whether both moments are on one day of the person, counted as {@link #require} counts it. */
    public boolean isSameDay(String login, Instant one, Instant other) {
        var zone = calendar.zone(login);
        var now = clock.instant();
        return later(one, now)
                .atZone(zone)
                .toLocalDate()
                .equals(later(other, now).atZone(zone).toLocalDate());
    }

    private Refusal full(DayLoad load) {
        var name = accounts.nameOf(load.login());
        return (load.off() == Off.AWAY
                        ? new Refusal("work.dayAway", name, load.date())
                        : new Refusal("work.dayFull", name, load.date(), load.pieces(), load.limit(), load.percent()))
                .at("due");
    }

    /** Whether the person of this screen may let somebody have more than his limit. */
    public boolean mayExceed(String login) {
        return !CurrentUser.isTrying()
                && policy.reach(Section.WORK, Action.EXCEED).covers(login);
    }

    /**
     * The first free moment of the person from this one on, for what the program plans by itself; the day is the caller's until his
     * transaction ends. Where there is none within {@value #HORIZON} days it is the first working moment after them: nothing is lost, and
     * the head finds it among the overloads.
     */
    public Instant firstFree(String login, Instant from) {
        requireTransaction();
        return free(login, from, null, usual()).orElseGet(() -> afterHorizon(login, from));
    }

    /**
     * Where a task that is planned by the program goes: to the person at the wished moment, else on his first free day, else to the
     * colleague of the queue who has room soonest.
     *
     * @param group whose people may have it instead; none for nobody else
     * @param zone of the client; none where it is ours
     */
    public Place place(String login, @Nullable String group, Instant wished, @Nullable ZoneId zone) {
        requireTransaction();
        // Only a day that seems free is held: who held full days, too, would wait for others who hold them in another
        // order.
        if (of(login, dayOf(login, wished)).isFree(usual())
                && held(login, wished).isFree(usual())) {
            return new Place(login, wished, false);
        }
        var own = free(login, wished, zone, usual());
        if (own.isPresent()) {
            return new Place(login, own.get(), true);
        }
        for (var seems : seemFree(colleagues(login, group), wished, zone, usual())) {
            var at = free(seems.login(), wished, zone, usual());
            if (at.isPresent()) {
                return new Place(seems.login(), at.get(), true);
            }
        }
        return new Place(login, afterHorizon(login, wished), true);
    }

    /** Who of these seems to have room, the soonest first; holds nothing, and asks as much of many as of one. */
    private List<Place> seemFree(List<String> logins, Instant from, @Nullable ZoneId zone, Duration usual) {
        if (logins.isEmpty()) {
            return List.of();
        }
        // A day more on either side, since each has his own clock.
        var first = later(from, clock.instant()).atZone(zone()).toLocalDate().minusDays(1);
        var until = first.plusDays(HORIZON + 2L);
        var facts = new Facts(
                booked(logins, until.plusDays(1).atStartOfDay(zone()).toInstant()),
                done(logins, first, until),
                limits(logins));
        var places = new ArrayList<Place>();
        calendar.of(logins, first, HORIZON + 2).forEach((login, shifts) -> {
            var day = dayOf(login, from);
            shifts.stream()
                    .filter(shift -> !shift.date().isBefore(day))
                    .limit(HORIZON)
                    .filter(shift -> load(login, shift, facts).isFree(usual))
                    .flatMap(shift ->
                            slot(shift, busy(login, shift, facts), from, zone == null ? shift.zone() : zone, usual)
                                    .stream())
                    .findFirst()
                    .ifPresent(at -> places.add(new Place(login, at, true)));
        });
        places.sort(Comparator.comparing(Place::at).thenComparing(Place::login));
        return places;
    }

    /** The days of the horizon, from today on, on which the person seems to have room; holds nothing. */
    List<Shift> freeDays(String login) {
        var shifts = calendar.of(login, dayOf(login, clock.instant()), HORIZON);
        var facts = facts(login, shifts);
        return shifts.stream()
                .filter(shift -> load(login, shift, facts).isFree(usual()))
                .toList();
    }

    /**
     * What the program has moved on since the wished day was full waits: as soon as there is room on a nearer day it goes there, by
     * {@link WaitingForRoom}.
     *
     * @param zone of the client; none where it is ours
     */
    public void waits(String businessKey, String login, Instant wished, Instant planned, @Nullable ZoneId zone) {
        jdbc.sql(
                        """
                        insert into capacity_wait (business_key, login, wished_at, planned_at, client_zone)
                        values (?, ?, ?, ?, ?)""")
                .params(businessKey, login, utc(wished), utc(planned), zone == null ? null : zone.getId())
                .update();
    }

    /**
     * A free moment on a day before the planned one, the wished day first; none where all of them are full still. The day is the caller's
     * until his transaction ends.
     */
    Optional<Instant> nearer(String login, Instant wished, Instant planned, @Nullable ZoneId zone) {
        var at = free(login, wished, zone, usual());
        return at.filter(moment -> moment.isBefore(planned) && !isSameDay(login, moment, planned));
    }

    /** A person has decided when it is to be done. */
    public void stopWaiting(String businessKey) {
        jdbc.sql("delete from capacity_wait where business_key = ?")
                .param(businessKey)
                .update();
    }

    private List<String> colleagues(String login, @Nullable String group) {
        return group == null
                ? List.of()
                : accounts.group(group).map(WorkGroup::members).orElse(Set.of()).stream()
                        .filter(member -> !member.equals(login))
                        .filter(member ->
                                accounts.byLogin(member).filter(Account::active).isPresent())
                        .sorted()
                        .limit(COLLEAGUES)
                        .toList();
    }

    /** Looks without locking first, and then at the day that seemed free once more with its lock. */
    Optional<Instant> free(String login, Instant from, @Nullable ZoneId zone, Duration usual) {
        var shifts = calendar.of(login, dayOf(login, from), HORIZON);
        var facts = facts(login, shifts);
        for (var shift : shifts) {
            if (load(login, shift, facts).isFree(usual)) {
                lock(login, shift.date());
                var locked = facts(login, List.of(shift));
                if (load(login, shift, locked).isFree(usual)) {
                    var at = slot(shift, busy(login, shift, locked), from, zone == null ? shift.zone() : zone, usual);
                    if (at.isPresent()) {
                        return at;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Instant afterHorizon(String login, Instant from) {
        var first = from.atZone(calendar.zone(login)).toLocalDate().plusDays(HORIZON);
        return calendar.of(login, first, HORIZON).stream()
                .filter(shift -> shift.off() == null)
                .map(Shift::opens)
                .findFirst()
                .orElseGet(() -> first.atStartOfDay(calendar.zone(login)).toInstant());
    }

    /** The first gap of the day that is long enough, within his hours and those of the client. */
    private Optional<Instant> slot(Shift shift, List<Booked> busy, Instant from, ZoneId zone, Duration usual) {
        var now = clock.instant();
        var at = minute(later(shift.opens(), later(from, now)));
        for (var one : busy) {
            var ends = one.due().plus(one.usual().multipliedBy(one.pieces()));
            if (one.due().isBefore(at.plus(usual)) && ends.isAfter(at)) {
                at = minute(ends);
            }
            var open = hours.opens(zone, at);
            if (!open.equals(at)) {
                at = open;
            }
        }
        at = hours.opens(zone, at);
        return at.plus(usual).isAfter(shift.closes()) || !at.isBefore(shift.ends())
                ? Optional.empty()
                : Optional.of(at);
    }

    private static Instant minute(Instant at) {
        var whole = at.truncatedTo(ChronoUnit.MINUTES);
        return whole.equals(at) ? at : whole.plus(1, ChronoUnit.MINUTES);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<Booked> busy(String login, Shift shift, Facts facts) {
        return facts.booked().getOrDefault(login, List.of()).stream()
                .filter(one -> !one.due().isBefore(shift.begins()) && one.due().isBefore(shift.ends()))
                .sorted(Comparator.comparing(Booked::due))
                .toList();
    }

    /** Who has more than goes in, on which day: the person's first; of those whose work the person of this screen may see. */
    public List<Overload> overloads() {
        var reach = policy.reach(Section.WORK, Action.VIEW);
        var today = today();
        var until = today.plusDays(HORIZON);
        var booked = booked(null, until.plusDays(1).atStartOfDay(zone()).toInstant());
        booked.keySet().removeIf(login -> !reach.covers(login));
        if (booked.isEmpty()) {
            return List.of();
        }
        var facts = new Facts(booked, done(booked.keySet(), today.minusDays(1), until), limits(booked.keySet()));
        var over = new ArrayList<DayLoad>();
        calendar.of(booked.keySet(), today.minusDays(1), HORIZON + 1).forEach((login, shifts) -> shifts.stream()
                .filter(shift -> !shift.date().isBefore(todayOf(shift.zone())))
                .map(shift -> load(login, shift, facts))
                .filter(DayLoad::isOver)
                .forEach(over::add));
        var reasons = reasons(over);
        return over.stream()
                .sorted(Comparator.comparing(DayLoad::login).thenComparing(DayLoad::date))
                .map(load -> new Overload(load, reasons.getOrDefault(new Key(load.login(), load.date()), List.of())))
                .toList();
    }

    private record Key(String login, LocalDate date) {}

    private Map<Key, List<String>> reasons(List<DayLoad> over) {
        var reasons = new HashMap<Key, List<String>>();
        if (!over.isEmpty()) {
            jdbc.sql(
                            """
                            select login, work_day, reason from over_limit where login in (:logins) and work_day >= :first
                            order by id desc""")
                    .param(
                            "logins",
                            over.stream().map(DayLoad::login).distinct().toList())
                    .param("first", today().minusDays(1))
                    .query((row, index) -> {
                        var own = reasons.computeIfAbsent(
                                new Key(row.getString("login"), row.getObject("work_day", LocalDate.class)),
                                key -> new ArrayList<>());
                        return own.size() < REASONS && own.add(row.getString("reason"));
                    })
                    .list();
        }
        return reasons;
    }

    /** The limit of the person's own for tasks of a day; none where the company's counts. */
    public OptionalInt ownLimit(String login) {
        return own(login, "most_tasks");
    }

    /** How many open requests the person may have: his own limit, else the company's (S3.5). */
    public int mostRequests(String login) {
        return own(login, "most_requests").orElseGet(() -> parameters.number(Parameter.MOST_OPEN_REQUESTS));
    }

    /** The same for each of some people, in one query. */
    public Map<String, Integer> mostRequests(Collection<String> logins) {
        var ours = parameters.number(Parameter.MOST_OPEN_REQUESTS);
        var most = new HashMap<String, Integer>();
        logins.forEach(login -> most.put(login, ours));
        if (!logins.isEmpty()) {
            jdbc.sql(
                            "select login, most_requests from capacity_limit where login in (:logins) and most_requests is not null")
                    .param("logins", logins)
                    .query((row, index) -> most.put(row.getString("login"), row.getInt("most_requests")))
                    .list();
        }
        return most;
    }

    /** The limit of the person's own for open requests; none where the company's counts. */
    public OptionalInt ownRequestLimit(String login) {
        return own(login, "most_requests");
    }

    private OptionalInt own(String login, String column) {
        return jdbc.sql("select " + column + " from capacity_limit where login = ? and " + column + " is not null")
                .param(login)
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /**
     * Gives the person limits of his own; nothing that he has is taken away.
     *
     * @param mostTasks tasks a day from 1 to {@value #GREATEST_LIMIT}; none for the company's
     * @param mostRequests open requests; none for the company's
     */
    public void limit(String login, @Nullable Integer mostTasks, @Nullable Integer mostRequests) {
        policy.require(Section.EMPLOYEES, Action.CHANGE);
        requireLimit(mostTasks, "mostTasks");
        requireLimit(mostRequests, "mostRequests");
        attempts.run(() -> {
            var before = limitsAsText(login);
            jdbc.sql("delete from capacity_limit where login = ?").param(login).update();
            if (mostTasks != null || mostRequests != null) {
                jdbc.sql("insert into capacity_limit (login, most_tasks, most_requests) values (?, ?, ?)")
                        .params(login, mostTasks, mostRequests)
                        .update();
            }
            var after = limitsAsText(login);
            if (!after.equals(before)) {
                history.tell(new History.Change("employee:" + login, "capacityLimited").from(before, after));
                signals.say(TOPIC);
            }
        });
    }

    private String limitsAsText(String login) {
        return text(ownLimit(login)) + " / " + text(ownRequestLimit(login));
    }

    private static String text(OptionalInt limit) {
        return limit.isPresent() ? String.valueOf(limit.getAsInt()) : "–";
    }

    private static void requireLimit(@Nullable Integer limit, String field) {
        if (limit != null && (limit < 1 || limit > GREATEST_LIMIT)) {
            throw new Refusal("work.limitWrong", GREATEST_LIMIT).at(field);
        }
    }

    /** A personal task is done: it stays part of the day. */
    void done(String login, Instant at, WorkItem item) {
        if (!types.isCounted(item.processKey(), item.taskKey())) {
            return;
        }
        var took = types.usual(item.processKey(), item.taskKey());
        var date = at.atZone(calendar.zone(login)).toLocalDate();
        row(login, date);
        jdbc.sql(
                        "update person_day set done = done + 1, done_seconds = done_seconds + ? where login = ? and work_day = ?")
                .params(took.toSeconds(), login, date)
                .update();
    }

    private Facts facts(String login, List<Shift> shifts) {
        var last = shifts.get(shifts.size() - 1);
        return new Facts(
                booked(Set.of(login), last.ends()),
                done(Set.of(login), shifts.get(0).date(), last.date()),
                limits(Set.of(login)));
    }

    private DayLoad load(String login, Shift shift, Facts facts) {
        var isToday = shift.date().equals(todayOf(shift.zone()));
        int pieces = 0;
        var time = Duration.ZERO;
        for (var one : facts.booked().getOrDefault(login, List.of())) {
            if (one.due().isBefore(shift.ends()) && (isToday || !one.due().isBefore(shift.begins()))) {
                pieces += one.pieces();
                time = time.plus(one.usual().multipliedBy(one.pieces()));
            }
        }
        var done = facts.done().getOrDefault(login, Map.of()).get(shift.date());
        if (done != null) {
            pieces += done.pieces();
            time = time.plus(done.time());
        }
        return new DayLoad(
                login,
                shift.date(),
                shift.zone(),
                pieces,
                facts.limits().getOrDefault(login, parameters.number(Parameter.MOST_TASKS_PER_DAY)),
                time,
                shift.length(),
                shift.off());
    }

    private Map<String, Integer> limits(Collection<String> logins) {
        var limits = new HashMap<String, Integer>();
        jdbc.sql("select login, most_tasks from capacity_limit where login in (:logins) and most_tasks is not null")
                .param("logins", logins)
                .query((row, index) -> limits.put(row.getString("login"), row.getInt("most_tasks")))
                .list();
        return limits;
    }

    /** Open tasks with a due date before this moment, by person; of these people, or of all of them. */
    private Map<String, List<Booked>> booked(@Nullable Collection<String> logins, Instant until) {
        var booked = new LinkedHashMap<String, List<Booked>>();
        var slots = "floor(extract(epoch from due_at) / " + SLOT_SECONDS + ")";
        var sql = logins == null
                ? "select assignee, " + slots + " as slot, process_key, task_key, count(*) as pieces from work_item"
                        + " where assignee is not null and due_at < :until and lease_until is null and for_all = false"
                        + " group by assignee, " + slots + ", process_key, task_key"
                : "select assignee, due_at, process_key, task_key, 1 as pieces from work_item"
                        + " where assignee in (:logins) and due_at < :until and lease_until is null and for_all = false";
        var query = jdbc.sql(sql).param("until", utc(until));
        (logins == null ? query : query.param("logins", logins))
                .query((row, index) -> {
                    var processKey = row.getString("process_key");
                    var taskKey = row.getString("task_key");
                    return types.isCounted(processKey, taskKey)
                            && booked.computeIfAbsent(row.getString("assignee"), key -> new ArrayList<>())
                                    .add(new Booked(
                                            logins == null
                                                    ? Instant.ofEpochSecond(row.getLong("slot") * SLOT_SECONDS)
                                                    : row.getObject("due_at", OffsetDateTime.class)
                                                            .toInstant(),
                                            types.usual(processKey, taskKey),
                                            row.getInt("pieces")));
                })
                .list();
        return booked;
    }

    private Map<String, Map<LocalDate, Done>> done(Collection<String> logins, LocalDate first, LocalDate last) {
        var done = new HashMap<String, Map<LocalDate, Done>>();
        jdbc.sql(
                        """
                        select login, work_day, done, done_seconds from person_day
                        where login in (:logins) and work_day between :first and :last and done > 0""")
                .param("logins", logins)
                .param("first", first)
                .param("last", last)
                .query((row, index) -> done.computeIfAbsent(row.getString("login"), key -> new HashMap<>())
                        .put(
                                row.getObject("work_day", LocalDate.class),
                                new Done(row.getInt("done"), Duration.ofSeconds(row.getLong("done_seconds")))))
                .list();
        return done;
    }

    /** The day is the caller's until his transaction ends. */
    private void lock(String login, LocalDate date) {
        row(login, date);
        jdbc.sql("select done from person_day where login = ? and work_day = ? for update")
                .params(login, date)
                .query(Integer.class)
                .single();
    }

    private void row(String login, LocalDate date) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        var isThere = jdbc.sql("select count(*) from person_day where login = ? and work_day = ?")
                        .params(login, date)
                        .query(Integer.class)
                        .single()
                > 0;
        if (!isThere) {
            try {
                jdbc.sql("insert into person_day (login, work_day) values (?, ?)" + unlessThere)
                        .params(login, date)
                        .update();
            } catch (org.springframework.dao.DuplicateKeyException thereMeanwhile) {
                // Somebody else has written it, and that is all that is wanted.
            }
        }
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A day is held inside a transaction");
        }
    }

    /** How long something takes of which nothing is known yet. */
    private Duration usual() {
        return types.usual("", "");
    }

    private ZoneId zone() {
        return parameters.zone(Parameter.COMPANY_ZONE);
    }

    private LocalDate today() {
        return todayOf(zone());
    }

    private LocalDate todayOf(ZoneId zone) {
        return clock.instant().atZone(zone).toLocalDate();
    }
}
