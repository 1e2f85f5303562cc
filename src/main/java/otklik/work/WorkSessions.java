package otklik.work;

import static otklik.work.WorkItems.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.customers.ContactLeases;
import otklik.engine.Attempts;
import otklik.engine.Processes;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.CurrentUser;

/**
 * Work sessions: started, paused with a reason, ended by the person or, when nothing is done for long, by themselves. A person has one at
 * a time, in one window. The time of work is that of the issued tasks, not that of an open window.
 */
@Service
public class WorkSessions {
    private static final Logger log = LoggerFactory.getLogger(WorkSessions.class);

    /** Topic of {@link Signals} of every change of a session. */
    public static final String TOPIC = "sessions";

    /** An input is noted when the last one is older than this: a key pressed is no reason to write. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(20);

    /** A task goes back with the session that ends by itself, not before it. */
    private static final Duration BEYOND = Duration.ofMinutes(1);

    private static final String READ =
            """
            select s.*, (select count(*) from work_issue i where i.login = s.login and i.issued_at >= :yesterday
                and i.ended_how = 'DONE' and i.ended_at >= :today) as closed_today,
                (select max(coalesce(i.ended_at, i.issued_at)) from work_issue i where i.login = s.login
                and i.issued_at >= :yesterday and i.session_id = s.id) as last_change
            from work_session s\s""";

    private final JdbcClient jdbc;
    private final Processes processes;
    private final Attempts attempts;
    private final WorkIssues issues;
    private final ContactLeases leases;
    private final WorkReasons reasons;
    private final Accounts accounts;
    private final History history;
    private final Signals signals;
    private final Parameters parameters;
    private final Clock clock;

    WorkSessions(
            JdbcClient jdbc,
            Processes processes,
            Attempts attempts,
            WorkIssues issues,
            ContactLeases leases,
            WorkReasons reasons,
            Accounts accounts,
            History history,
            Signals signals,
            Parameters parameters,
            Clock clock) {
        this.jdbc = jdbc;
        this.processes = processes;
        this.attempts = attempts;
        this.issues = issues;
        this.leases = leases;
        this.reasons = reasons;
        this.accounts = accounts;
        this.history = history;
        this.signals = signals;
        this.parameters = parameters;
        this.clock = clock;
    }

    /**
     * How a day, or its part so far, was spent in sessions.
     *
     * @param working with an issued task in hand, pauses taken off
     * @param idle in a session, neither paused nor with a task
     */
    public record Spent(Duration working, Duration idle, Duration paused) {}

    /** The open session of the person. */
    public Optional<WorkSession> of(String login) {
        return read(READ + " where s.open_login = :login", login).optional();
    }

    /** All open sessions, by login: as many as people work. */
    public List<WorkSession> open() {
        return read(READ + " where s.open_login is not null order by s.login", "")
                .list();
    }

    /** How many issued tasks each has finished today, in a session that is open or over; who has finished none is left out. One query. */
    public Map<String, Integer> closedToday(Collection<String> logins) {
        var closed = new HashMap<String, Integer>();
        if (!logins.isEmpty()) {
            var today = startOfDay();
            jdbc.sql(
                            """
                            select login, count(*) as n from work_issue where login in (:logins) and issued_at >= :yesterday
                                and ended_how = 'DONE' and ended_at >= :today group by login""")
                    .param("logins", logins)
                    .param("today", utc(today))
                    .param("yesterday", utc(today.minus(Duration.ofDays(1))))
                    .query((org.springframework.jdbc.core.RowCallbackHandler)
                            row -> closed.put(row.getString("login"), row.getInt("n")));
        }
        return closed;
    }

    private JdbcClient.MappedQuerySpec<WorkSession> read(String sql, String login) {
        var today = startOfDay();
        return jdbc.sql(sql)
                .param("login", login)
                .param("today", utc(today))
                .param("yesterday", utc(today.minus(Duration.ofDays(1))))
                .query(WorkSessions::session);
    }

    /**
     * Begins the work in this window. In the window in which it has begun already nothing happens; in another one it is refused until the
     * session is brought there by {@link #moveHere}.
     */
    public WorkSession start(String login, String tab) {
        requireReal(login);
        if (!accounts.byLogin(login)
                .orElseThrow(() -> new Refusal("work.unknownPerson", login))
                .active()) {
            throw new Refusal("work.inactivePerson", accounts.nameOf(login));
        }
        var now = utc(clock.instant());
        try {
            attempts.run(() -> {
                if (lock(login).isEmpty()) {
                    jdbc.sql(
                                    """
                                    insert into work_session (login, open_login, state, tab, started_at, since, touched_at)
                                    values (?, ?, 'WORKING', ?, ?, ?, ?)""")
                            .params(login, login, tab, now, now, now)
                            .update();
                    signals.say(TOPIC);
                }
            });
        } catch (DuplicateKeyException begunMeanwhile) {
            // By another window of the person; whether it was this one is seen below.
        }
        return requireHere(login, tab);
    }

    /** The session as it lies, if it is open in this window (E22). */
    private WorkSession requireHere(String login, String tab) {
        var session = of(login).orElseThrow(() -> new Refusal("work.session.none"));
        if (!session.tab().equals(tab)) {
            throw new Refusal("work.session.elsewhere");
        }
        return session;
    }

    /** Stops the clock of the work; the task in hand and its client stay in hand as long as a pause may last. */
    public void pause(String login, String reason) {
        requireReal(login);
        reasons.require(WorkReasons.Kind.PAUSE, reason);
        attempts.run(() -> {
            var session = locked(login);
            var now = utc(clock.instant());
            int rows = jdbc.sql(
                            """
                            update work_session set state = 'PAUSED', since = ?, touched_at = ?, pause_reason = ?
                            where id = ? and state = 'WORKING'""")
                    .params(now, now, reason, session.id())
                    .update();
            if (rows == 1) {
                jdbc.sql("insert into work_pause (session_id, login, reason, began_at) values (?, ?, ?, ?)")
                        .params(session.id(), login, reason, now)
                        .update();
                keepInHand(login);
                signals.say(TOPIC);
            }
        });
    }

    /** Goes on after a pause. */
    public void resume(String login) {
        requireReal(login);
        attempts.run(() -> {
            var session = locked(login);
            var now = utc(clock.instant());
            int rows = jdbc.sql(
                            """
                            update work_session set state = 'WORKING', since = ?, touched_at = ?, pause_reason = null
                            where id = ? and state = 'PAUSED'""")
                    .params(now, now, session.id())
                    .update();
            if (rows == 1) {
                endPause(session.id(), clock.instant());
                keepInHand(login);
                signals.say(TOPIC);
            }
        });
    }

    /** Ends the day. A task that came from a queue goes back there, at its age; one that is the person's own stays his. */
    public void end(String login) {
        requireReal(login);
        attempts.run(() -> lock(login).ifPresent(session -> end(session, clock.instant(), "PERSON")));
    }

    /** Brings the session into this window; the other one shows where it went. */
    public void moveHere(String login, String tab) {
        requireReal(login);
        attempts.run(() -> {
            var session = locked(login);
            if (!session.tab().equals(tab)) {
                jdbc.sql("update work_session set tab = ?, touched_at = ? where id = ?")
                        .params(tab, utc(clock.instant()), session.id())
                        .update();
                signals.say(TOPIC);
            }
        });
    }

    /** Notes that the person does something in the window of his session; call it on real input only. */
    public void touched(String login, String tab) {
        if (CurrentUser.isTrying()) {
            return;
        }
        var now = clock.instant();
        attempts.run(() -> {
            int rows = jdbc.sql(
                            "update work_session set touched_at = ? where open_login = ? and tab = ? and touched_at < ?")
                    .params(utc(now), login, tab, utc(now.minus(NOTED_EVERY)))
                    .update();
            if (rows == 1) {
                keepInHand(login);
            }
        });
    }

    /** The task in hand, if it came from a queue, and its client stay with the person until the session would end by itself. */
    private void keepInHand(String login) {
        lock(login).ifPresent(session -> {
            var task = session.task();
            if (task != null) {
                var length = session.isPaused()
                        ? parameters.duration(Parameter.LONGEST_PAUSE).plus(BEYOND)
                        : keep();
                var until = clock.instant().plus(length);
                jdbc.sql(
                                """
                                update work_item set lease_until = ?
                                where task_id = ? and assignee = ? and lease_until is not null""")
                        .params(utc(until), task, login)
                        .update();
                leases.keep(task, login, length);
            }
        });
    }

    /** How long a task from a queue stays with somebody who does nothing: until the session would have ended by itself. */
    Duration keep() {
        return parameters.duration(Parameter.SESSION_IDLE_END).plus(BEYOND);
    }

    /** How the person has spent the day of the company's zone in sessions. */
    public Spent spent(String login, LocalDate day) {
        var zone = parameters.zone(Parameter.COMPANY_ZONE);
        var from = day.atStartOfDay(zone).toInstant();
        var until = day.plusDays(1).atStartOfDay(zone).toInstant();
        var now = clock.instant();
        var end = until.isBefore(now) ? until : now;
        var present = spans("select started_at, ended_at from work_session", "started_at", login, from, end);
        var pauses = spans("select began_at, ended_at from work_pause", "began_at", login, from, end);
        var tasks = spans("select issued_at, ended_at from work_issue", "issued_at", login, from, end);
        var paused = total(pauses);
        var working = total(tasks);
        for (var task : tasks) {
            for (var pause : pauses) {
                working = working.minus(task.shared(pause));
            }
        }
        return new Spent(working, positive(total(present).minus(paused).minus(working)), paused);
    }

    private record Span(Instant from, Instant until) {
        Duration length() {
            return positive(Duration.between(from, until));
        }

        Duration shared(Span other) {
            return new Span(
                            from.isAfter(other.from) ? from : other.from,
                            until.isBefore(other.until) ? until : other.until)
                    .length();
        }
    }

    private static Duration positive(Duration length) {
        return length.isNegative() ? Duration.ZERO : length;
    }

    private static Duration total(List<Span> spans) {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** The spans of a day, cut at its ends; none begins more than a day before it. */
    private List<Span> spans(String select, String begin, String login, Instant from, Instant end) {
        return jdbc.sql(select + " where login = ? and " + begin + " >= ? and " + begin
                        + " < ? and (ended_at is null or ended_at > ?)")
                .params(login, utc(from.minus(Duration.ofDays(1))), utc(end), utc(from))
                .query((row, number) -> {
                    var began = row.getObject(1, OffsetDateTime.class).toInstant();
                    var ended = row.getObject(2, OffsetDateTime.class);
                    return new Span(
                            began.isBefore(from) ? from : began,
                            ended == null || ended.toInstant().isAfter(end) ? end : ended.toInstant());
                })
                .list();
    }

    /** Ends what was left open: sessions in which nothing was done for long, pauses without an end (E41). */
    void endForgotten() {
        var now = clock.instant();
        var idle = utc(now.minus(parameters.duration(Parameter.SESSION_IDLE_END)));
        var pause = utc(now.minus(parameters.duration(Parameter.LONGEST_PAUSE)));
        var forgotten =
                """
                select open_login from work_session where open_login is not null
                    and touched_at < case when state = 'PAUSED' then ? else ? end order by touched_at limit 200""";
        for (var login :
                jdbc.sql(forgotten).params(pause, idle).query(String.class).list()) {
            try {
                attempts.run(() -> lock(login)
                        // He may have come back before the row was locked.
                        .filter(session -> session.touched().isBefore((session.isPaused() ? pause : idle).toInstant()))
                        .ifPresent(session -> end(session, session.touched(), "IDLE")));
            } catch (RuntimeException failure) {
                // The others' sessions end all the same; this one is tried again at the next sweep.
                log.warn("The forgotten session of {} could not be ended", login, failure);
            }
        }
    }

    /** @param worked until when the task in hand was worked on */
    private void end(Locked session, Instant worked, String how) {
        var now = clock.instant();
        endPause(session.id(), now);
        var task = session.task();
        if (task != null) {
            giveBack(session.login(), task, WorkIssues.End.RELEASED, worked);
        }
        jdbc.sql(
                        """
                        update work_session set open_login = null, state = 'ENDED', since = ?, ended_at = ?, ended_how = ?,
                            task_id = null, pause_reason = null where id = ?""")
                .params(utc(now), utc(now), how, session.id())
                .update();
        signals.say(TOPIC);
    }

    /** A task of a queue goes back there; the row first: on the conveyor people give nothing back by themselves. */
    void giveBack(String login, String task, WorkIssues.End how, Instant worked) {
        issues.ended(login, task, how, worked);
        int rows = jdbc.sql(
                        """
                        update work_item set assignee = null, claimed_at = null, lease_until = null
                        where task_id = ? and assignee = ? and lease_until is not null""")
                .params(task, login)
                .update();
        if (rows == 1) {
            processes.assign(task, null);
            var key = jdbc.sql("select business_key from work_item where task_id = ?")
                    .param(task)
                    .query(String.class)
                    .single();
            history.tell(new History.Change(key, how == WorkIssues.End.SKIPPED ? "workSkipped" : "workReturned")
                    .from(login, null));
        }
        signals.say(Signals.WORK);
    }

    private void endPause(long session, Instant now) {
        jdbc.sql("update work_pause set ended_at = ? where session_id = ? and ended_at is null")
                .params(utc(now), session)
                .update();
    }

    /** The row of an open session, held until the end of the transaction. */
    record Locked(long id, String login, String tab, boolean isPaused, Instant touched, @Nullable String task) {
        /** Refuses a window in which the session is not any more (E22). */
        void requireHere(String window) {
            if (!tab.equals(window)) {
                throw new Refusal("work.session.elsewhere");
            }
        }
    }

    Optional<Locked> lock(String login) {
        return jdbc.sql("select * from work_session where open_login = ? for update")
                .param(login)
                .query((row, number) -> new Locked(
                        row.getLong("id"),
                        row.getString("login"),
                        row.getString("tab"),
                        row.getString("state").equals("PAUSED"),
                        Objects.requireNonNull(WorkItems.instant(row, "touched_at")),
                        row.getString("task_id")))
                .optional();
    }

    Locked locked(String login) {
        return lock(login).orElseThrow(() -> new Refusal("work.session.none"));
    }

    Instant startOfDay() {
        return today().atStartOfDay(parameters.zone(Parameter.COMPANY_ZONE)).toInstant();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE));
    }

    /** An administrator who looks in somebody's stead does not work in his stead; nobody works in another's session. */
    static void requireReal(String login) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        if (CurrentUser.login().filter(person -> !person.equals(login)).isPresent()) {
            throw new Refusal("work.session.another");
        }
    }

    private static WorkSession session(ResultSet row, int number) throws SQLException {
        var state = SessionState.valueOf(row.getString("state"));
        var since = Objects.requireNonNull(WorkItems.instant(row, "since"));
        var change = WorkItems.instant(row, "last_change");
        // Back from a pause he is still at the task that he had before.
        var isLater = change != null && (row.getString("task_id") != null || change.isAfter(since));
        return new WorkSession(
                row.getLong("id"),
                row.getString("login"),
                state,
                Objects.requireNonNull(WorkItems.instant(row, "started_at")),
                since,
                state == SessionState.WORKING && isLater ? Objects.requireNonNull(change) : since,
                row.getString("tab"),
                row.getString("task_id"),
                row.getString("pause_reason"),
                row.getInt("closed_today"));
    }
}
