package otklik.activities;

import java.time.Clock;
import java.time.Period;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.Series;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.notices.Notices;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkGroup;
import otklik.work.EmptyQueues;

/** Tasks for many companies that are given out again every few weeks, until somebody stops them (S2.21). */
@Service
public class SeriesOfTasks implements CaseGuard {
    public static final int MOST_WEEKS = 52;

    private static final Logger log = LoggerFactory.getLogger(SeriesOfTasks.class);
    /** How many of them are shown. */
    public static final int SHOWN = 200;

    private final JdbcClient jdbc;
    private final TaskBatch batch;
    private final SeriesProcess process;
    private final Series rounds;
    private final Attempts attempts;
    private final Accounts accounts;
    private final Policy policy;
    private final EmptyQueues queues;
    private final Notices notices;
    private final History history;
    private final Parameters parameters;
    private final Signals signals;
    private final Clock clock;

    SeriesOfTasks(
            JdbcClient jdbc,
            TaskBatch batch,
            @Lazy SeriesProcess process,
            Series rounds,
            Attempts attempts,
            Accounts accounts,
            Policy policy,
            @Lazy EmptyQueues queues,
            Notices notices,
            History history,
            Parameters parameters,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.process = process;
        this.rounds = rounds;
        this.attempts = attempts;
        this.accounts = accounts;
        this.policy = policy;
        this.queues = queues;
        this.notices = notices;
        this.history = history;
        this.parameters = parameters;
        this.signals = signals;
        this.clock = clock;
    }

    /** Gives the task out now, and again every so many weeks at this hour. */
    public RepeatedTask begin(ActivityTask task, int weeks) {
        batch.check(task);
        if (weeks < 1 || weeks > MOST_WEEKS) {
            throw new Refusal("activities.series.weeksWrong", MOST_WEEKS).at("weeks");
        }
        return attempts.inTransaction(() -> {
            long id = jdbc.sql("select nextval('activity_series_number')")
                    .query(Long.class)
                    .single();
            var number = "AS-" + id;
            var mine = task.of(number);
            var zone = parameters.zone(Parameter.COMPANY_ZONE);
            var now = clock.instant();
            var rule = Series.rule(now.atZone(zone).toLocalDateTime(), zone, Period.ofWeeks(weeks));
            var first = batch.start(mine);
            jdbc.sql(
                            """
                            insert into activity_series (id, number, title, task, repeat_rule, state, owner, rounds,
                                last_round_at, last_batch, created_at) values (?, ?, ?, ?, ?, 'RUNNING', ?, 1, ?, ?, ?)""")
                    .params(
                            id,
                            number,
                            task.title().strip(),
                            batch.write(mine),
                            rule,
                            CurrentUser.login().orElse("otklik"),
                            ActivityRows.utc(now),
                            first.number(),
                            ActivityRows.utc(now))
                    .update();
            history.tell(new History.Change(number, "seriesBegun")
                    .from(null, task.title().strip()));
            process.begun(number, rule);
            signals.say(Activities.TOPIC);
            return of(number);
        });
    }

    /**
     * Gives the task out again, in the name of who began the series; what is due keeps its distance on the clock of the wall.
     *
     * @return whether it was given out: not in the name of somebody who does not work here or may not give out tasks any more
     */
    public boolean beginRound(String number) {
        return attempts.inTransaction(() -> {
            var series = of(number);
            var due = rounds.inThisRound(series.rule(), series.task().due());
            var isGiven = new AtomicBoolean();
            CurrentUser.actAs(series.owner(), () -> {
                var isHere = accounts.byLogin(series.owner())
                        .filter(account -> account.active())
                        .isPresent();
                if (!isHere || !batch.isAllowed()) {
                    return;
                }
                isGiven.set(true);
                var round = batch.startRound(series.task().due(due));
                jdbc.sql(
                                "update activity_series set rounds = rounds + 1, last_round_at = ?, last_batch = ? where number = ?")
                        .params(ActivityRows.utc(clock.instant()), round.number(), number)
                        .update();
            });
            signals.say(Activities.TOPIC);
            return isGiven.get();
        });
    }

    /** Tells the supervisors that a round was left out, for the step of the diagram: they stop the series or let its owner in again. */
    public void tellWaiting(String number) {
        var series = of(number);
        log.warn("Series {} waits: {} may not give out tasks any more", number, series.owner());
        history.tell(new History.Change(number, "seriesWaits").from(null, series.owner()));
        accounts.group(queues.supervisors())
                .map(WorkGroup::members)
                .orElse(Set.of())
                .forEach(login -> notices.tell(
                        login,
                        "seriesWaits",
                        number,
                        "activities/series",
                        series.task().title() + " · " + accounts.nameOf(series.owner())));
    }

    /** No more rounds; what was given out stays. */
    public void stop(String number) {
        attempts.run(() -> {
            var series = of(number);
            if (!mayStop(series)) {
                throw CurrentUser.isTrying()
                        ? new Refusal("security.onlyTrying")
                        : new Refusal("security.forbidden", Action.CHANGE, Section.ACTIVITIES);
            }
            var isStopped = jdbc.sql(
                                    """
                                    update activity_series set state = 'STOPPED', stopped_at = ?, stopped_by = ?
                                    where number = ? and state = 'RUNNING'""")
                            .params(
                                    ActivityRows.utc(clock.instant()),
                                    CurrentUser.login().orElse("otklik"),
                                    number)
                            .update()
                    == 1;
            if (isStopped) {
                process.stopped(number);
                history.tell(new History.Change(number, "seriesStopped"));
                signals.say(Activities.TOPIC);
            }
        });
    }

    public boolean mayStop(RepeatedTask series) {
        return series.running()
                && !CurrentUser.isTrying()
                && (policy.reach(Section.ACTIVITIES, Action.CHANGE).covers(series.owner())
                        || CurrentUser.login().filter(series.owner()::equals).isPresent());
    }

    /** His own and those of the people whose activities he may see; the running ones first. */
    public List<RepeatedTask> list() {
        var reach = policy.reach(Section.ACTIVITIES, Action.VIEW);
        return reach.bind(jdbc.sql("select * from activity_series where owner = :me or "
                        + reach.condition("owner", "cast(null as varchar(64))")
                        + " order by state, id desc limit " + SHOWN))
                .param("me", CurrentUser.login().orElse(""))
                .query((row, index) -> series(row))
                .list();
    }

    private RepeatedTask of(String number) {
        return jdbc.sql("select * from activity_series where number = ?")
                .param(number)
                .query((row, index) -> series(row))
                .optional()
                .orElseThrow(() -> new Refusal("activities.series.unknown", number));
    }

    private RepeatedTask series(java.sql.ResultSet row) throws java.sql.SQLException {
        var number = row.getString("number");
        var rule = row.getString("repeat_rule");
        var isRunning = row.getString("state").equals("RUNNING");
        return new RepeatedTask(
                number,
                batch.read(row.getString("task")),
                rule,
                row.getString("owner"),
                isRunning,
                row.getInt("rounds"),
                ActivityRows.instant(row, "last_round_at"),
                row.getString("last_batch"),
                java.util.Objects.requireNonNull(ActivityRows.instant(row, "created_at")),
                isRunning ? rounds.next(rule).toInstant() : null);
    }

    @Override
    public String prefix() {
        return "AS-";
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        if (caseKeys.isEmpty()) {
            return Set.of();
        }
        var reach = policy.reach(Section.ACTIVITIES, Action.VIEW);
        return new HashSet<>(
                reach.bind(jdbc.sql("select number from activity_series where number in (:keys) and (owner = :me or "
                                + reach.condition("owner", "cast(null as varchar(64))") + ")"))
                        .param("keys", caseKeys)
                        .param("me", CurrentUser.login().orElse(""))
                        .query(String.class)
                        .list());
    }
}
