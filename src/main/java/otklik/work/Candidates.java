package otklik.work;

import static otklik.work.WorkItems.utc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Database;

/**
 * Reads what a person could be given next, and takes it. Each queue is read along its index as far as its first two rows; only those heads
 * are compared. Nothing is sorted that lies behind them, however much is open.
 */
@Component
class Candidates {
    private static final int FAR_ENOUGH = 20;

    /** What the index of the next tasks holds. */
    private static final String FREE = "assignee is null and for_all = false and ready";

    private static final String ORDER = " order by type_rank, priority desc, due_at nulls last, created_at, task_id";

    /** Within a type the personal one comes first, whatever else is said of it. */
    private static final Comparator<Found> FIRST = Comparator.<Found>comparingInt(
                    found -> found.item().typeRank())
            .thenComparing(Found::lane)
            .thenComparing(found -> -found.item().priority())
            .thenComparing(found -> found.item().due(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(found -> found.item().created())
            .thenComparing(found -> found.item().taskId());

    private final JdbcClient jdbc;
    private final Database database;
    private final CallHours hours;
    private final Map<Integer, String> best = new ConcurrentHashMap<>();

    Candidates(JdbcClient jdbc, Database database, CallHours hours) {
        this.jdbc = jdbc;
        this.database = database;
        this.hours = hours;
    }

    record Found(WorkItem item, Lane lane) {
        Next asNext() {
            return new Next(item.taskId(), lane, item.typeRank(), item.priority(), item.due());
        }
    }

    /** What would have been next. */
    record Next(String taskId, Lane lane, int typeRank, int priority, @Nullable Instant due) {}

    /** What has been taken, and what would have been next. */
    record Taken(WorkItem item, @Nullable Next next) {}

    /**
     * What could be done.
     *
     * @param ready now, the best first, no recovery
     * @param planned personal ones of later, the nearest first
     */
    record Choice(List<Found> ready, List<WorkItem> planned) {}

    /**
     * What waits for its time.
     *
     * @param at when it is looked at again
     */
    record Waiting(WorkItem item, Instant at) {}

    /** The tasks of one type in one queue, of which others are just taking all that there are. */
    record Crowd(String group, int typeRank) {}

    private record Row(WorkItem item, int arm, @Nullable Instant turnAt) {}

    /**
     * @param skipped tasks that are not given to this person today
     * @param crowds what is left to others
     */
    Choice find(String login, List<String> groups, Instant now, Collection<String> skipped, Collection<Crowd> crowds) {
        var arms = new ArrayList<String>();
        arms.add("select w.*, 1 as arm from work_item w where assignee = :me and for_all = false and recovery = false"
                + " and (not_before is null or not_before <= :now) and " + isOpen() + without(skipped) + ORDER
                + " limit 2");
        arms.add("select w.*, 1 as arm from work_item w where for_all = true and task_id in"
                + " (select task_id from work_part where login = :me and done_at is null)" + without(skipped)
                + ORDER + " limit 2");
        arms.add("select w.*, 0 as arm from work_item w where assignee = :me and for_all = false and not_before > :now"
                + without(skipped) + " order by not_before, task_id limit " + FAR_ENOUGH);
        for (int group = 0; group < groups.size(); group++) {
            arms.add("select w.*, 2 as arm from work_item w where candidate_group = :group" + group + " and " + FREE
                    + " and recovery = false and (turn_at is null or turn_at > :now)" + without(skipped)
                    + leftOut(groups.get(group), crowds) + ORDER + " limit 2");
        }
        var rows = rows(arms, login, groups, now, skipped);
        return new Choice(
                rows.stream()
                        .filter(row -> row.arm() > 0)
                        .map(row -> new Found(row.item(), row.arm() == 1 ? Lane.PERSONAL : Lane.TEAM))
                        .sorted(FIRST)
                        .toList(),
                rows.stream()
                        .filter(row -> row.arm() == 0)
                        .map(Row::item)
                        .sorted(Comparator.comparing(item -> Objects.requireNonNull(item.notBefore())))
                        .toList());
    }

    /** @param ranks of the types that may be given */
    List<Found> recovery(
            String login,
            List<String> groups,
            Instant now,
            List<Integer> ranks,
            Collection<String> skipped,
            Collection<Crowd> crowds) {
        if (ranks.isEmpty()) {
            return List.of();
        }
        var arms = new ArrayList<String>();
        var ofTypes = " and recovery and type_rank in ("
                + String.join(", ", ranks.stream().map(String::valueOf).toList()) + ")";
        arms.add("select w.*, 1 as arm from work_item w where assignee = :me and for_all = false and " + isOpen()
                + " and (not_before is null or not_before <= :now)" + ofTypes + without(skipped) + ORDER
                + " limit 2");
        for (int group = 0; group < groups.size(); group++) {
            arms.add("select w.*, 2 as arm from work_item w where candidate_group = :group" + group + " and " + FREE
                    + " and (turn_at is null or turn_at > :now)" + ofTypes + without(skipped)
                    + leftOut(groups.get(group), crowds) + ORDER + " limit 2");
        }
        return rows(arms, login, groups, now, skipped).stream()
                .map(row -> new Found(row.item(), row.arm() == 1 ? Lane.PERSONAL : Lane.RECOVERY))
                .sorted(FIRST)
                .toList();
    }

    /** What waits for its time, of the person and of his queues: the nearest of each. */
    List<Waiting> waiting(String login, List<String> groups, Instant now) {
        var arms = new ArrayList<String>();
        arms.add("select w.*, 0 as arm from work_item w where assignee = :me and for_all = false and turn_at > :now"
                + " and not ready order by turn_at limit " + FAR_ENOUGH);
        for (int group = 0; group < groups.size(); group++) {
            arms.add("select w.*, 0 as arm from work_item w where candidate_group = :group" + group
                    + " and assignee is null and not ready and turn_at > :now order by turn_at limit " + FAR_ENOUGH);
        }
        return rows(arms, login, groups, now, List.of()).stream()
                .map(row -> new Waiting(row.item(), Objects.requireNonNull(row.turnAt())))
                .toList();
    }

    /** Whether a waiting task waits for the hours of its client, and not for the client himself. */
    boolean isOutOfHours(WorkItem item, Instant now) {
        return !hours.turn(now, item.notBefore(), item.facts(), item.assignee() != null)
                .ready();
    }

    /**
     * Compares the heads of the queues and takes the best by one statement; empty where the person has a task of his own, and then
     * everything has to be compared. For PostgreSQL only.
     */
    Optional<Taken> takeBest(
            String login, List<String> groups, Instant now, Duration keep, Collection<String> skipped) {
        if (database != Database.POSTGRESQL || groups.isEmpty() || !skipped.isEmpty()) {
            return Optional.empty();
        }
        var parameters = new ArrayList<Object>();
        var at = utc(now);
        groups.forEach(group -> parameters.addAll(List.of(group, at)));
        parameters.addAll(List.of(at, login, login, login, at, utc(now.plus(keep))));
        return jdbc.sql(best.computeIfAbsent(groups.size(), Candidates::bestOf))
                .params(parameters)
                .query((row, number) -> new Taken(
                        WorkItems.item(row, number),
                        row.getString("next_id") == null
                                ? null
                                : new Next(
                                        row.getString("next_id"),
                                        Lane.TEAM,
                                        row.getInt("next_rank"),
                                        row.getInt("next_priority"),
                                        WorkItems.instant(row, "next_due"))))
                .optional();
    }

    /** The statement for so many queues. */
    private static String bestOf(int groups) {
        var head = "(select task_id, candidate_group, type_rank, priority, due_at, created_at from work_item"
                + " where candidate_group = ? and " + FREE
                + " and recovery = false and (turn_at is null or turn_at > ?)"
                + ORDER + " limit 2)";
        return """
                with heads as materialized (%s),
                best as (select candidate_group, type_rank from heads%s limit 1),
                picked as (select task_id from work_item
                    where candidate_group = (select candidate_group from best) and type_rank = (select type_rank from best)
                        and recovery = false and %s and (turn_at is null or turn_at > ?)
                        and not exists (select 1 from work_item own where own.assignee = ? and own.for_all = false)
                        and not exists (select 1 from work_part where login = ? and done_at is null)
                    order by priority desc, due_at nulls last, created_at, task_id limit 1 for update skip locked)
                update work_item w set assignee = ?, claimed_at = ?, lease_until = ?
                from picked left join lateral (select task_id, type_rank, priority, due_at from heads
                    where heads.task_id <> picked.task_id%s limit 1) n on true
                where w.task_id = picked.task_id
                returning w.*, n.task_id as next_id, n.type_rank as next_rank, n.priority as next_priority, n.due_at as next_due"""
                .formatted(String.join(" union all ", Collections.nCopies(groups, head)), ORDER, FREE, ORDER);
    }

    /**
     * Takes the head of a queue, or the next of the same type if others were faster; empty when there is none any more. The row is locked and
     * marked by one statement; rows that others are taking are stepped over, nobody waits.
     */
    Optional<WorkItem> take(String login, WorkItem head, Instant now, Duration keep, Collection<String> skipped) {
        var update =
                """
                update work_item set assignee = :me, claimed_at = :now, lease_until = :until
                where task_id = (select task_id from work_item
                    where candidate_group = :group and recovery = %s and type_rank = :rank and %s
                        and (turn_at is null or turn_at > :now)%s
                    order by priority desc, due_at nulls last, created_at, task_id
                    limit 1 for update skip locked)"""
                        .formatted(head.recovery(), FREE, without(skipped));
        var statement = database == Database.POSTGRESQL
                ? update + " returning *"
                : "select * from final table (" + update + ")";
        var query = jdbc.sql(statement)
                .param("me", login)
                .param("now", utc(now))
                .param("until", utc(now.plus(keep)))
                .param("group", head.candidateGroup())
                .param("rank", head.typeRank())
                .param("skipped", skipped);
        return query.query(WorkItems::item).optional();
    }

    /** Puts a task back for a while, that nobody asks about in vain. */
    void park(WorkItem item, Instant until) {
        jdbc.sql(
                        "update work_item set assignee = null, claimed_at = null, lease_until = null, ready = false, turn_at = ?"
                                + " where task_id = ? and lease_until is not null")
                .params(utc(until), item.taskId())
                .update();
        jdbc.sql("update work_item set ready = false, turn_at = ? where task_id = ? and lease_until is null")
                .params(utc(until), item.taskId())
                .update();
    }

    /** Puts back for a while all that lies in the queues about a client; what somebody is taking just now he finds out himself. */
    void parkAll(String contact, boolean isOnlyRecovery, Instant until) {
        jdbc.sql(
                        """
                        update work_item set ready = false, turn_at = ? where task_id in (select task_id from work_item
                            where contact = ? and assignee is null and for_all = false and ready and (recovery%s)
                            for update skip locked)"""
                                .formatted(isOnlyRecovery ? "" : " or is_call"))
                .params(utc(until), contact)
                .update();
    }

    private List<Row> rows(
            List<String> arms, String login, List<String> groups, Instant now, Collection<String> skipped) {
        var query = jdbc.sql("(" + String.join(") union all (", arms) + ")")
                .param("me", login)
                .param("now", utc(now))
                .param("skipped", skipped);
        for (int group = 0; group < groups.size(); group++) {
            query = query.param("group" + group, groups.get(group));
        }
        return query.query((row, number) ->
                        new Row(WorkItems.item(row, number), row.getInt("arm"), WorkItems.instant(row, "turn_at")))
                .list();
    }

    /** Whether the client's hours are open; what the sweep of the minute has not yet seen is seen here. */
    private static String isOpen() {
        return "(ready and (turn_at is null or turn_at > :now) or not ready and turn_at <= :now)";
    }

    private static String leftOut(String group, Collection<Crowd> crowds) {
        var ranks = crowds.stream()
                .filter(crowd -> crowd.group().equals(group))
                .map(crowd -> String.valueOf(crowd.typeRank()))
                .toList();
        return ranks.isEmpty() ? "" : " and type_rank not in (" + String.join(", ", ranks) + ")";
    }

    private static String without(Collection<String> skipped) {
        return skipped.isEmpty() ? "" : " and task_id not in (:skipped)";
    }
}
