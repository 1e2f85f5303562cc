package otklik.work;

import static otklik.work.WorkItems.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.engine.Attempts;
import otklik.engine.OpenTask;
import otklik.engine.Processes;
import otklik.engine.TaskGiver;
import otklik.history.History;
import otklik.kernel.Noted;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.PeopleChanged;
import otklik.staff.Teams;
import otklik.staff.Turns;
import otklik.staff.Turns.Member;
import otklik.staff.Turns.Membership;

/**
 * The rules by which a team gets its tasks: it lies free, the members take turns, the least loaded gets it, or everybody does a part and
 * the last part ends the task. The parts are in {@code work_part}; those of ended tasks stay, since they keep what each one answered.
 */
@Component
class TeamWork implements TaskGiver {
    private static final Logger log = LoggerFactory.getLogger(TeamWork.class);

    /** A last part whose task is still open after this time was cut off by a crash. */
    private static final Duration CUT_OFF = Duration.ofMinutes(1);

    private static final TypeReference<Map<String, Object>> ANSWERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Turns turns;
    private final WorkIssues issues;
    private final Processes processes;
    private final Attempts attempts;
    private final Accounts accounts;
    private final History history;
    private final Signals signals;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate apart;

    TeamWork(
            JdbcClient jdbc,
            Turns turns,
            WorkIssues issues,
            Processes processes,
            Attempts attempts,
            Accounts accounts,
            History history,
            Signals signals,
            ObjectMapper json,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.turns = turns;
        this.issues = issues;
        this.processes = processes;
        this.attempts = attempts;
        this.accounts = accounts;
        this.history = history;
        this.signals = signals;
        this.json = json;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** A part of a task for all. */
    private record Part(String login, boolean done) {}

    // Giving.

    @Override
    public Optional<String> give(OpenTask task) {
        var group = task.candidateGroup();
        var rule = turns.rule(group);
        if (group == null || rule.isEmpty()) {
            return Optional.empty();
        }
        return switch (rule.get()) {
            case FIRST -> Optional.empty();
            case ROTATE ->
                turns.lock(group).stream()
                        .filter(Member::here)
                        .findFirst()
                        .map(member -> given(task, group, member.login(), inTurn(task)));
            case LEAST_LOADED ->
                leastLoaded(turns.lock(group).stream().filter(Member::here).toList())
                        .map(member -> given(task, group, member.login(), toLeastLoaded(task)));
            case ALL -> {
                part(task, turns.lock(group));
                yield Optional.empty();
            }
        };
    }

    private static History.Change inTurn(OpenTask task) {
        return new History.Change(task.businessKey(), "givenInTurn");
    }

    private static History.Change toLeastLoaded(OpenTask task) {
        return new History.Change(task.businessKey(), "givenToLeastLoaded");
    }

    private String given(OpenTask task, String group, String login, History.Change change) {
        turns.gave(group, login);
        history.tell(change.from(null, login).because(task.name()));
        return login;
    }

    /** Of those with equally little work the one who was given nothing for the longest time. */
    private Optional<Member> leastLoaded(List<Member> members) {
        if (members.isEmpty()) {
            return Optional.empty();
        }
        var loads = jdbc
                .sql(
                        """
                        select login, count(*) as load from (
                            select assignee as login from work_item where assignee in (:logins)
                            union all
                            select login from work_part where done_at is null and login in (:logins)) in_hand
                        group by login""")
                .param("logins", members.stream().map(Member::login).toList())
                .query((row, number) -> Map.entry(row.getString("login"), row.getLong("load")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return members.stream()
                .min(Comparator.<Member>comparingLong(member -> loads.getOrDefault(member.login(), 0L))
                        .thenComparing(Member::givenAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Member::login));
    }

    private void part(OpenTask task, List<Member> members) {
        for (var member : members) {
            jdbc.sql("insert into work_part (task_id, login) values (?, ?)")
                    .params(task.id(), member.login())
                    .update();
        }
        if (!members.isEmpty()) {
            history.tell(new History.Change(task.businessKey(), "givenToAll")
                    .from(null, members.stream().map(Member::login).sorted().collect(Collectors.joining(", ")))
                    .because(task.name()));
        }
    }

    // Doing parts.

    boolean hasOpenPart(String taskId, String login) {
        return jdbc.sql("select count(*) from work_part where task_id = ? and login = ? and done_at is null")
                        .params(taskId, login)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Refuses a person who has no part, or has done it. */
    void requirePart(String taskId, String login) {
        if (!hasOpenPart(taskId, login)) {
            throw new Refusal("work.noPart", accounts.nameOf(login), names(open(parts(taskId, ""))));
        }
    }

    /**
     * Notes that the person has done his part, whatever becomes of the completion, and lets the task end only with the last one.
     * {@link Noted} while others have parts to do.
     */
    void finish(OpenTask task, String login, Map<String, Object> answers) {
        var open = java.util.Objects.requireNonNull(apart.execute(status -> note(task, login, answers)));
        if (!open.isEmpty()) {
            throw new Noted("work.partNoted", names(open));
        }
    }

    /** The logins of those who still have something to do. The rows are locked: of two last parts one finds the other done. */
    private List<String> note(OpenTask task, String login, Map<String, Object> answers) {
        var parts = parts(task.id(), " for update");
        var mine = parts.stream().filter(part -> part.login().equals(login)).findFirst();
        var others =
                open(parts.stream().filter(part -> !part.login().equals(login)).toList());
        if (mine.isEmpty() && !parts.isEmpty()) {
            throw new Refusal("work.noPart", accounts.nameOf(login), names(others));
        }
        if (mine.isPresent() && !mine.get().done()) {
            jdbc.sql("update work_part set done_at = ?, answers = ? where task_id = ? and login = ?")
                    .params(utc(clock.instant()), write(answers), task.id(), login)
                    .update();
            history.tell(new History.Change(task.businessKey(), "partDone")
                    .from(null, login)
                    .because(task.name() + words(answers)));
            signals.say(Signals.WORK);
        }
        if (!others.isEmpty()) {
            // Taken in the Tasklist: the next sweep of leases lets the others take it there.
            jdbc.sql("update work_item set lease_until = ? where task_id = ? and assignee = ?")
                    .params(utc(clock.instant()), task.id(), login)
                    .update();
        }
        return others;
    }

    /** The task has ended, by the last part or by its process. */
    void ended(String taskId) {
        jdbc.sql("delete from work_part where task_id = ? and done_at is null")
                .param(taskId)
                .update();
    }

    private List<Part> parts(String taskId, String lock) {
        return jdbc.sql("select login, done_at from work_part where task_id = ? order by login" + lock)
                .param(taskId)
                .query((row, number) -> new Part(row.getString("login"), row.getObject("done_at") != null))
                .list();
    }

    private static List<String> open(List<Part> parts) {
        return parts.stream().filter(part -> !part.done()).map(Part::login).toList();
    }

    private String names(Collection<String> logins) {
        return logins.stream().map(accounts::nameOf).sorted().collect(Collectors.joining(", "));
    }

    private static String words(Map<String, Object> answers) {
        return answers.entrySet().stream()
                .map(answer -> answer.getKey() + ": " + answer.getValue())
                .collect(Collectors.joining("; ", answers.isEmpty() ? "" : " · ", ""));
    }

    private String write(Map<String, Object> answers) {
        try {
            return json.writeValueAsString(answers);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The answers of a form are texts, numbers and ticks", broken);
        }
    }

    private Map<String, Object> read(@Nullable String answers) {
        try {
            return answers == null ? Map.of() : json.readValue(answers, ANSWERS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Answers of a part that nobody can read: " + answers, broken);
        }
    }

    // People who come and go.

    /** What a person took from the queue of a team goes back to it when he leaves, unless it was said that he keeps it (E83). */
    @EventListener
    void on(Teams.MemberLeft left) {
        if (left.keepsTaken()) {
            return;
        }
        jdbc.sql("select task_id from work_item where candidate_group = ? and assignee = ?")
                .params(left.group(), left.login())
                .query(String.class)
                .list()
                .forEach(taskId -> {
                    jdbc.sql(
                                    "update work_item set assignee = null, claimed_at = null, lease_until = null where task_id = ?")
                            .param(taskId)
                            .update();
                    processes.assign(taskId, null);
                    issues.ended(left.login(), taskId, WorkIssues.End.GONE);
                });
        signals.say(Signals.WORK);
    }

    @EventListener
    void on(PeopleChanged changed) {
        settle();
    }

    /** Drops the parts of people who no longer work in the team, and goes on with tasks for which nobody has anything to do any more. */
    void settle() {
        var todo = new LinkedHashSet<>(cutOff());
        var concerned = jdbc.sql(
                        """
                        select distinct p.login, w.candidate_group from work_item w join work_part p on p.task_id = w.task_id
                        where w.for_all = true and p.done_at is null and w.candidate_group is not null""")
                .query((row, number) -> new Membership(row.getString("candidate_group"), row.getString("login")))
                .list();
        if (!concerned.isEmpty()) {
            var members = turns.activeMembers();
            concerned.stream()
                    .filter(one -> !members.contains(one))
                    .forEach(absentee -> todo.addAll(attempts.inTransaction(() -> drop(absentee))));
        }
        todo.forEach(this::goOn);
    }

    /** The tasks in which the person had something to do. */
    private List<String> drop(Membership absentee) {
        var dropped = jdbc.sql(
                        """
                        select w.task_id, w.business_key, w.title from work_item w join work_part p on p.task_id = w.task_id
                        where w.for_all = true and p.done_at is null and p.login = ? and w.candidate_group = ?""")
                .params(absentee.login(), absentee.group())
                .query((row, number) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        for (var task : dropped) {
            var rows = jdbc.sql("delete from work_part where task_id = ? and login = ? and done_at is null")
                    .params(task.get(0), absentee.login())
                    .update();
            if (rows == 1) {
                issues.ended(absentee.login(), task.get(0), WorkIssues.End.GONE);
                history.tell(new History.Change(task.get(1), "partDropped")
                        .from(absentee.login(), null)
                        .because(task.get(2)));
            }
        }
        signals.say(Signals.WORK);
        return dropped.stream().map(task -> task.get(0)).toList();
    }

    /** Tasks whose parts are all done for a while, at most a hundred: what came after the last part was cut off. */
    private List<String> cutOff() {
        return jdbc.sql(
                        """
                        select w.task_id from work_item w where w.for_all = true
                        and not exists (select 1 from work_part p
                            where p.task_id = w.task_id and (p.done_at is null or p.done_at > ?))
                        fetch first 100 rows only""")
                .param(utc(clock.instant().minus(CUT_OFF)))
                .query(String.class)
                .list();
    }

    /** Ends a task whose parts are all done, with the last answers; if nobody has done anything, it lies free. */
    private void goOn(String taskId) {
        try {
            attempts.run(() -> {
                var parts = parts(taskId, "");
                if (parts.isEmpty()) {
                    jdbc.sql("update work_item set for_all = false where task_id = ?")
                            .param(taskId)
                            .update();
                    signals.say(Signals.WORK);
                } else if (open(parts).isEmpty()) {
                    processes.complete(taskId, read(lastAnswers(taskId)));
                }
            });
        } catch (RuntimeException failure) {
            // The others go on; this one is tried again at the next sweep.
            log.warn("A task whose parts are all done could not be ended: {}", taskId, failure);
        }
    }

    private @Nullable String lastAnswers(String taskId) {
        return jdbc.sql("select answers from work_part where task_id = ? order by done_at desc limit 1")
                .param(taskId)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }
}
