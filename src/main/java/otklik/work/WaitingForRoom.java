package otklik.work;

import static otklik.work.WorkItems.utc;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

/**
 * Brings back what was moved on since the wished day was full, as soon as a task is done or moved away, a limit is raised, somebody comes back:
 * looked at after every change of work, people, limits or settings, and every minute. What was wished for first comes first.
 */
@Service
public class WaitingForRoom {
    private static final Logger log = LoggerFactory.getLogger(WaitingForRoom.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** Looked at in one go; the rest at the next change. */
    private static final int AT_ONCE = 200;

    private static final Set<String> TOPICS = Set.of(Signals.WORK, Signals.STAFF, Signals.SETTINGS, Capacity.TOPIC);

    private final JdbcClient jdbc;
    private final Capacity capacity;
    private final List<PlannedAnew> flows;
    private final Attempts attempts;
    private final Signals signals;
    private final Clock clock;

    private final ExecutorService soon = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            task -> {
                var thread = new Thread(task, "waiting-for-room");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

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

    /** Looks at everything that waits, and moves what has room; returns how much was moved. */
    public int look() {
        int moved = 0;
        for (var key : waiting()) {
            if (attempts.inTransaction(() -> settle(key))) {
                moved++;
            }
        }
        return moved;
    }

    private List<String> waiting() {
        return jdbc.sql("select business_key from capacity_wait order by wished_at, business_key limit ?")
                .param(AT_ONCE)
                .query(String.class)
                .list();
    }

    private boolean settle(String key) {
        // Another node may look at the same row: it skips what is being moved.
        var row = jdbc.sql("select * from capacity_wait where business_key = ? for update skip locked")
                .param(key)
                .query((found, index) -> new Waiting(
                        found.getString("business_key"),
                        found.getString("login"),
                        found.getObject("wished_at", OffsetDateTime.class).toInstant(),
                        found.getObject("planned_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(found.getString("client_zone"))
                                .map(ZoneId::of)
                                .orElse(null)))
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
            if (TOPICS.contains(topic)) {
                soon.execute(() -> {
                    try {
                        look();
                    } catch (RuntimeException failure) {
                        log.warn("The look at what waits for room failed; the next one comes: {}", failure.toString());
                    }
                });
            }
        });
    }

    @Configuration
    static class Schedule {
        @Bean
        RecurringTask<Void> findRoom(WaitingForRoom waiting) {
            return Tasks.recurring("find-room", FixedDelay.of(PAUSE)).execute((instance, context) -> waiting.look());
        }
    }
}
