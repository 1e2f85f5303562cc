package otklik.work;

import static otklik.work.WorkItems.utc;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.kernel.Signals;
import otklik.staff.WorkCalendar;

/**
 * Brings back what was moved on since the wished day was full, as soon as a task is done or moved away, a limit is raised, somebody comes back:
 * looked at after every change of work, people, limits or settings, and every minute. What was wished for first comes first, of each person:
 * who has no room for long keeps nobody else back.
 */
@Service
public class WaitingForRoom {
    private static final Logger log = LoggerFactory.getLogger(WaitingForRoom.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** However much changes, so long from a change to the look at it. */
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);
    /** People looked at in one go, who were not looked at for longest first. */
    private static final int PEOPLE = 200;
    /** Of one person in one go; what is moved makes room for the next ones. */
    private static final int OF_A_PERSON = 200;
    /** So many may seem to have room and have none, be it that the client sleeps then, before the next person's turn. */
    private static final int IN_VAIN = 20;

    private static final Set<String> TOPICS = Set.of(Signals.WORK, Signals.STAFF, Signals.SETTINGS, Capacity.TOPIC);

    private final JdbcClient jdbc;
    private final Capacity capacity;
    private final List<PlannedAnew> flows;
    private final Attempts attempts;
    private final Signals signals;
    private final Clock clock;

    /** Whether a look is going to come by itself: it finds whatever changes until then. */
    private final AtomicBoolean isPlanned = new AtomicBoolean();

    private final ScheduledExecutorService soon = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "waiting-for-room");
        thread.setDaemon(true);
        return thread;
    });

    WaitingForRoom(
            JdbcClient jdbc,
            Capacity capacity,
            @Lazy List<PlannedAnew> flows,
            Attempts attempts,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.capacity = capacity;
        this.flows = flows;
        this.attempts = attempts;
        this.signals = signals;
        this.clock = clock;
    }

    private record Waiting(String businessKey, String login, Instant wished, Instant planned, @Nullable ZoneId zone) {}

    /** Looks at everybody for whom something waits, and moves what has room; returns how much was moved. */
    public int look() {
        jdbc.sql("delete from capacity_wait where planned_at <= ?")
                .param(utc(clock.instant()))
                .update();
        var people = jdbc.sql(
                        "select login from capacity_wait group by login order by max(looked_at) nulls first, login limit ?")
                .param(PEOPLE)
                .query(String.class)
                .list();
        int moved = 0;
        for (var login : people) {
            moved += look(login);
            if (people.size() == PEOPLE) {
                jdbc.sql(
                                """
                                update capacity_wait set looked_at = ? where business_key =
                                    (select min(business_key) from capacity_wait where login = ?)""")
                        .params(utc(clock.instant()), login)
                        .update();
            }
        }
        return moved;
    }

    private int look(String login) {
        // Asked once for all that waits: most of it waits for the same full days.
        var free = capacity.freeDays(login);
        if (free.isEmpty()) {
            return 0;
        }
        int moved = 0;
        int inVain = 0;
        for (var waiting : waiting(login, free.get(0))) {
            if (free.stream()
                    .noneMatch(day ->
                            day.ends().isAfter(waiting.wished()) && !day.ends().isAfter(waiting.planned()))) {
                continue;
            }
            if (attempts.inTransaction(() -> settle(waiting.businessKey()))) {
                moved++;
            } else if (++inVain == IN_VAIN) {
                break;
            }
        }
        return moved;
    }

    /** What was planned behind this day. */
    private List<Waiting> waiting(String login, WorkCalendar.Shift free) {
        return jdbc.sql(
                        """
                        select * from capacity_wait where login = ? and planned_at >= ?
                        order by wished_at, business_key limit ?""")
                .params(login, utc(free.ends()), OF_A_PERSON)
                .query((row, index) -> waiting(row))
                .list();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getString("business_key"),
                row.getString("login"),
                row.getObject("wished_at", OffsetDateTime.class).toInstant(),
                row.getObject("planned_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("client_zone"))
                        .map(ZoneId::of)
                        .orElse(null));
    }

    private boolean settle(String key) {
        // Another node may look at the same row: it skips what is being moved.
        var row = jdbc.sql("select * from capacity_wait where business_key = ? for update skip locked")
                .param(key)
                .query((found, index) -> waiting(found))
                .optional();
        if (row.isEmpty()) {
            return false;
        }
        var waiting = row.get();
        if (!waiting.planned().isAfter(clock.instant())) {
            capacity.stopWaiting(key);
            return false;
        }
        return capacity.nearer(waiting.login(), waiting.wished(), waiting.planned(), waiting.zone())
                .map(at -> {
                    flows.stream().filter(flow -> flow.serves(key)).forEach(flow -> flow.move(key, at));
                    if (capacity.isSameDay(waiting.login(), waiting.wished(), at)) {
                        capacity.stopWaiting(key);
                    } else {
                        jdbc.sql("update capacity_wait set planned_at = ? where business_key = ?")
                                .params(utc(at), key)
                                .update();
                    }
                    return true;
                })
                .orElse(false);
    }

    @EventListener(ApplicationReadyEvent.class)
    void watch() {
        signals.listen(topic -> {
            if (TOPICS.contains(topic) && !soon.isShutdown() && isPlanned.compareAndSet(false, true)) {
                soon.schedule(this::lookOnce, AT_MOST_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private void lookOnce() {
        isPlanned.set(false);
        try {
            look();
        } catch (RuntimeException failure) {
            log.warn("The look at what waits for room failed; the next one comes: {}", failure.toString());
        }
    }

    @PreDestroy
    void stop() {
        soon.shutdownNow();
    }

    @Configuration
    static class Schedule {
        @Bean
        RecurringTask<Void> findRoom(WaitingForRoom waiting) {
            return Tasks.recurring("find-room", FixedDelay.of(PAUSE)).execute((instance, context) -> waiting.look());
        }
    }
}
