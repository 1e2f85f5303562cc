package otklik.work;

import static otklik.work.WorkItems.utc;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.Diagrams;
import otklik.engine.OneNodeAtATime;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The types of tasks in the order in which the head wants them done. They come from the deployed diagrams; a new one is placed by its
 * urgency there, recovery last. A changed order counts from the next pull on; what somebody has in hand stays with him (E42).
 */
@Service
public class TaskTypes {
    /** Topic of {@link Signals}: the order has changed. */
    public static final String TOPIC = "task-types";

    /** The case key under which the timeline keeps the changes of the order. */
    public static final String HISTORY = "work-order";

    private static final Logger log = LoggerFactory.getLogger(TaskTypes.class);

    /** So much lies between two types, so that one is placed between them without touching the others. */
    private static final int GAP = 1024;

    private static final int ASSUMED_SECONDS = 180;
    private static final int ENOUGH = 20;
    private static final Duration MEASURED_OVER = Duration.ofDays(30);
    private static final int CHUNK = 1000;

    /** So many chunks are brought in line at once when the head drags a type; the others by the next sweep. */
    private static final int CHUNKS_AT_ONCE = 2;

    /** A transaction that has read the order before it changed ends by then. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Diagrams diagrams;
    private final Attempts attempts;
    private final OneNodeAtATime oneNode;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Clock clock;
    private volatile @Nullable Map<String, TaskType> known;

    TaskTypes(
            JdbcClient jdbc,
            Diagrams diagrams,
            Attempts attempts,
            OneNodeAtATime oneNode,
            Policy policy,
            History history,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.diagrams = diagrams;
        this.attempts = attempts;
        this.oneNode = oneNode;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /** All types, in their order. */
    public List<TaskType> all() {
        return List.copyOf(known().values());
    }

    /** The type of a task. */
    public Optional<TaskType> find(String processKey, String taskKey) {
        return Optional.ofNullable(known().get(processKey + "/" + taskKey));
    }

    /** How long a task of the type usually takes; what is assumed where nobody knows the type. */
    public Duration usual(String processKey, String taskKey) {
        return find(processKey, taskKey).map(TaskType::usual).orElse(Duration.ofSeconds(ASSUMED_SECONDS));
    }

    /** Whether tasks of the type count in the capacity of a day. */
    public boolean isCounted(String processKey, String taskKey) {
        return find(processKey, taskKey).map(TaskType::counted).orElse(true);
    }

    /** The place of the type on the board, from 1; after all others where nobody knows it. */
    public int place(String processKey, String taskKey) {
        int place = new ArrayList<>(known().keySet()).indexOf(processKey + "/" + taskKey);
        return place < 0 ? known().size() + 1 : place + 1;
    }

    /** What the diagram calls the task, in the reader's language. */
    public String name(TaskType type, Locale locale) {
        var definition = type.processDefinitionId();
        return definition == null ? type.taskKey() : diagrams.label(definition, type.taskKey(), locale);
    }

    /** What the diagram itself is called, in the reader's language. */
    public String processName(TaskType type, Locale locale) {
        var definition = type.processDefinitionId();
        return definition == null ? type.processKey() : diagrams.label(definition, type.processKey(), locale);
    }

    /**
     * Places a type before another one of the same lane, or at the end of its lane.
     *
     * @param before key of a type; empty for the end
     */
    public void move(String type, @Nullable String before) {
        requireMayOrder();
        attempts.run(() -> {
            line();
            var types = new ArrayList<>(read().values());
            var moved = types.stream()
                    .filter(one -> one.key().equals(type))
                    .findFirst()
                    .orElseThrow(() -> new Refusal("work.type.unknown"));
            int from = types.indexOf(moved);
            types.remove(moved);
            int at = before == null ? types.size() : indexOf(types, before);
            // Recovery stays last, whatever is dragged where.
            int firstRecovery =
                    (int) types.stream().filter(one -> !one.recovery()).count();
            at = moved.recovery() ? Math.max(at, firstRecovery) : Math.min(at, firstRecovery);
            if (at == from) {
                return;
            }
            types.add(at, moved);
            rank(types, at);
            history.tell(
                    new History.Change(HISTORY, "typeMoved").from(type + " · " + (from + 1), type + " · " + (at + 1)));
            signals.say(TOPIC);
        });
        align(CHUNKS_AT_ONCE);
    }

    /** Puts a type into the recovery lane, at its beginning, or takes it out of it, to the end of the others. */
    public void setRecovery(String type, boolean isRecovery) {
        requireMayOrder();
        attempts.run(() -> {
            line();
            var types = new ArrayList<>(read().values());
            var moved = types.get(indexOf(types, type));
            if (moved.recovery() == isRecovery) {
                return;
            }
            types.remove(moved);
            int at = (int) types.stream().filter(one -> !one.recovery()).count();
            types.add(at, moved);
            jdbc.sql("update task_type set recovery = ?, aligned = false, changed_at = ?"
                            + " where process_key = ? and task_key = ?")
                    .params(isRecovery, utc(clock.instant()), moved.processKey(), moved.taskKey())
                    .update();
            rank(types, at);
            history.tell(new History.Change(HISTORY, isRecovery ? "typeIntoRecovery" : "typeOutOfRecovery")
                    .from(null, type));
            signals.say(TOPIC);
        });
        align(CHUNKS_AT_ONCE);
    }

    /** Whether tasks of the type count in the capacity of a day. */
    public void setCounted(String type, boolean isCounted) {
        requireMayOrder();
        attempts.run(() -> {
            line();
            var types = new ArrayList<>(read().values());
            var changed = types.get(indexOf(types, type));
            if (changed.counted() != isCounted) {
                jdbc.sql("update task_type set counted = ? where process_key = ? and task_key = ?")
                        .params(isCounted, changed.processKey(), changed.taskKey())
                        .update();
                history.tell(
                        new History.Change(HISTORY, isCounted ? "typeCounted" : "typeNotCounted").from(null, type));
                signals.say(TOPIC);
            }
        });
        known = null;
    }

    /** Whether the person of this screen orders the types: the head, who gives work to everybody. */
    public boolean mayOrder() {
        return !CurrentUser.isTrying()
                && policy.reach(Section.WORK, Action.ASSIGN).everything();
    }

    void requireMayOrder() {
        if (!mayOrder()) {
            throw new Refusal("work.type.mayNotOrder");
        }
    }

    private static int indexOf(List<TaskType> types, String key) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).key().equals(key)) {
                return i;
            }
        }
        throw new Refusal("work.type.unknown");
    }

    /** Gives the type at the place a rank between its neighbours; where there is none left, all get new ones. */
    private void rank(List<TaskType> types, int at) {
        int below = at == 0 ? 0 : types.get(at - 1).rank();
        int above = at + 1 == types.size() ? below + 2 * GAP : types.get(at + 1).rank();
        if (above - below > 1) {
            setRank(types.get(at), below + (above - below) / 2);
            return;
        }
        // Two types never have the same rank, not even between two statements.
        int beyond = types.stream().mapToInt(TaskType::rank).max().orElse(0) + types.size() * GAP;
        for (var type : types) {
            setRank(type, ++beyond);
        }
        int rank = 0;
        for (var type : types) {
            rank += GAP;
            setRank(type, rank);
        }
    }

    private void setRank(TaskType type, int rank) {
        jdbc.sql("update task_type set rank_no = ?, aligned = false, changed_at = ?"
                        + " where process_key = ? and task_key = ?")
                .params(rank, utc(clock.instant()), type.processKey(), type.taskKey())
                .update();
    }

    /** One change of the order at a time. */
    private void line() {
        jdbc.sql("select process_key from task_type order by rank_no limit 1 for update")
                .query(String.class)
                .optional();
    }

    private Map<String, TaskType> known() {
        var types = known;
        if (types == null) {
            types = read();
            known = types;
        }
        return types;
    }

    private Map<String, TaskType> read() {
        var definitions = diagrams.peoplesTasks().stream()
                .collect(Collectors.toMap(
                        task -> task.processKey() + "/" + task.taskKey(), Diagrams.PeoplesTask::processDefinitionId));
        return jdbc
                .sql("select * from task_type order by rank_no")
                .query((row, number) -> {
                    var process = row.getString("process_key");
                    var task = row.getString("task_key");
                    var measured = row.getObject("measured_seconds", Integer.class);
                    return new TaskType(
                            process,
                            task,
                            row.getInt("rank_no"),
                            row.getBoolean("recovery"),
                            row.getBoolean("counted"),
                            Duration.ofSeconds(measured == null ? row.getInt("default_seconds") : measured),
                            measured != null,
                            definitions.get(process + "/" + task));
                })
                .list()
                .stream()
                .collect(Collectors.toMap(
                        TaskType::key, Function.identity(), (a, b) -> a, java.util.LinkedHashMap::new));
    }

    /** Reads the diagrams that are deployed and places the types that are new. */
    @EventListener(ApplicationReadyEvent.class)
    void watch() {
        learn();
        align();
        signals.listen(topic -> {
            if (topic.equals(Signals.DEPLOYMENTS)) {
                try {
                    learn();
                } catch (RuntimeException failure) {
                    log.warn("The types of tasks could not be read; the next look comes: {}", failure.toString());
                }
            }
            if (topic.equals(TOPIC) || topic.equals(Signals.DEPLOYMENTS)) {
                known = null;
            }
        });
    }

    void learn() {
        oneNode.run(() -> {
            var types = new ArrayList<>(read().values());
            var have = types.stream().map(TaskType::key).collect(Collectors.toSet());
            diagrams.peoplesTasks().stream()
                    .filter(task -> !have.contains(task.processKey() + "/" + task.taskKey()))
                    .sorted(Comparator.comparing(Diagrams.PeoplesTask::isRecovery)
                            .thenComparing(Diagrams.PeoplesTask::urgency, Comparator.reverseOrder()))
                    .forEach(this::place);
        });
        known = null;
    }

    /** A new type comes after those that the diagrams hold as urgent as it; what the head has dragged is not moved. */
    private void place(Diagrams.PeoplesTask task) {
        var urgencies = diagrams.peoplesTasks().stream()
                .collect(Collectors.toMap(
                        one -> one.processKey() + "/" + one.taskKey(), Diagrams.PeoplesTask::urgency, (a, b) -> a));
        var types = new ArrayList<>(read().values());
        int at = 0;
        for (int i = 0; i < types.size(); i++) {
            var other = types.get(i);
            if (task.isRecovery() || !other.recovery() && urgencies.getOrDefault(other.key(), 0) >= task.urgency()) {
                at = i + 1;
            }
        }
        int highest = types.stream().mapToInt(TaskType::rank).max().orElse(0) + GAP;
        jdbc.sql(
                        """
                        insert into task_type (process_key, task_key, rank_no, recovery, counted, default_seconds, aligned)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(task.processKey(), task.taskKey(), highest, task.isRecovery(), true, ASSUMED_SECONDS, false)
                .update();
        var added = new TaskType(
                task.processKey(), task.taskKey(), highest, task.isRecovery(), true, Duration.ZERO, false, null);
        types.add(at, added);
        if (at < types.size() - 1) {
            rank(types, at);
        }
    }

    /** Brings all open tasks of changed types in line with them. */
    void align() {
        align(Integer.MAX_VALUE);
    }

    /**
     * Brings open tasks of changed types in line with them, in small transactions that step over what somebody is just taking. What is left,
     * by this limit, by a crash or by a transaction that still knew the old order, the next sweep does.
     *
     * @param most chunks
     */
    private void align(int most) {
        known = null;
        record Changed(String process, String task, int rank, boolean recovery) {}
        var changed = jdbc.sql("select process_key, task_key, rank_no, recovery from task_type where aligned = false")
                .query((row, number) ->
                        new Changed(row.getString(1), row.getString(2), row.getInt(3), row.getBoolean(4)))
                .list();
        int left = most;
        boolean isAny = false;
        for (var type : changed) {
            int rows = CHUNK;
            while (rows == CHUNK && left > 0) {
                rows = attempts.inTransaction(
                        () -> alignSome(type.process(), type.task(), type.rank(), type.recovery()));
                isAny |= rows > 0;
                left--;
            }
            jdbc.sql(
                            """
                            update task_type set aligned = true
                            where process_key = :process and task_key = :task and rank_no = :rank and recovery = :recovery
                                and (changed_at is null or changed_at < :late)
                                and not exists (select 1 from work_item where process_key = :process and task_key = :task
                                    and (type_rank <> :rank or recovery <> :recovery))""")
                    .param("process", type.process())
                    .param("task", type.task())
                    .param("rank", type.rank())
                    .param("recovery", type.recovery())
                    .param("late", utc(clock.instant().minus(LATE)))
                    .update();
        }
        if (isAny) {
            signals.say(Signals.WORK);
        }
    }

    private int alignSome(String process, String task, int rank, boolean isRecovery) {
        var stale = jdbc.sql("select task_id from work_item where process_key = ? and task_key = ?"
                        + " and (type_rank <> ? or recovery <> ?) order by task_id limit " + CHUNK
                        + " for update skip locked")
                .params(process, task, rank, isRecovery)
                .query(String.class)
                .list();
        return stale.isEmpty()
                ? 0
                : jdbc.sql("update work_item set type_rank = :rank, recovery = :recovery where task_id in (:tasks)")
                        .param("rank", rank)
                        .param("recovery", isRecovery)
                        .param("tasks", stale)
                        .update();
    }

    /** Measures how long the tasks of each type take: the median of those that people finished in the last month. */
    void measure() {
        record Measured(String process, String task, int seconds) {}
        var measured = jdbc.sql(
                        """
                        select process_key, task_key,
                            percentile_cont(0.5) within group (order by extract(epoch from (ended_at - issued_at))) as median
                        from work_issue where issued_at >= ? and ended_how = 'DONE'
                        group by process_key, task_key having count(*) >= ?""")
                .params(utc(clock.instant().minus(MEASURED_OVER)), ENOUGH)
                .query((row, number) -> new Measured(
                        row.getString(1), row.getString(2), Math.max(1, (int) Math.round(row.getDouble(3)))))
                .list();
        for (var one : measured) {
            jdbc.sql("update task_type set measured_seconds = ? where process_key = ? and task_key = ?")
                    .params(one.seconds(), one.process(), one.task())
                    .update();
        }
        if (!measured.isEmpty()) {
            signals.say(TOPIC);
        }
    }

    @Configuration
    static class Schedule {
        @Bean
        RecurringTask<Void> alignTaskTypes(TaskTypes types) {
            return Tasks.recurring("align-task-types", FixedDelay.ofSeconds(10))
                    .execute((instance, context) -> types.align());
        }

        @Bean
        RecurringTask<Void> measureTaskTypes(TaskTypes types) {
            return Tasks.recurring("measure-task-types", FixedDelay.ofHours(1))
                    .execute((instance, context) -> types.measure());
        }
    }
}
