package otklik.tasks;

import static otklik.tasks.TaskRows.instant;
import static otklik.tasks.TaskRows.text;
import static otklik.tasks.TaskRows.utc;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.CaseEvent;
import otklik.engine.CaseEvents;
import otklik.engine.Deadlines;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.tasks.TaskRuleForm.Unit;

/**
 * The rules by which assignments are given when something happens in a case. That it has happened is written down in the transaction in which
 * it happens, once for each rule; the assignment is given right after it, so that a rule never stops a case.
 */
@Service
public class TaskRules {
    /** Topic of every change of any rule. */
    public static final String TOPIC = "task-rules";

    /** How far back a preview looks. */
    public static final Duration PREVIEWED = Duration.ofDays(30);

    static final TaskDescriptor<String> TASK = TaskDescriptor.of("fire-task-rule", String.class);

    private static final int LONGEST_TIME = 999;
    private static final int LATEST = 5;
    private static final String SELECT = "select r.* from task_rule r where r.removed = false";

    private final JdbcClient jdbc;
    private final Database database;
    private final GivenTasks tasks;
    private final CaseEvents events;
    private final Deadlines deadlines;
    private final Accounts accounts;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final SchedulerClient scheduler;
    private final Clock clock;

    TaskRules(
            JdbcClient jdbc,
            Database database,
            @Lazy GivenTasks tasks,
            @Lazy CaseEvents events,
            Deadlines deadlines,
            Accounts accounts,
            Policy policy,
            History history,
            Signals signals,
            Attempts attempts,
            @Lazy SchedulerClient scheduler,
            Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.tasks = tasks;
        this.events = events;
        this.deadlines = deadlines;
        this.accounts = accounts;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Whether the person of the screen may see and change rules: who may change everybody's assignments. */
    public boolean mayEdit() {
        return policy.reach(Section.ASSIGNMENTS, Action.CHANGE).everything();
    }

    /** All rules, by what they wait for; none for who may not change them. */
    public List<TaskRule> all(int offset, int limit) {
        return policy.reach(Section.ASSIGNMENTS, Action.VIEW).everything()
                ? jdbc.sql(SELECT + " order by r.process_key, r.node, r.id limit ? offset ?")
                        .params(limit, offset)
                        .query(TaskRules::rule)
                        .list()
                : List.of();
    }

    public Optional<TaskRule> find(String number) {
        return policy.reach(Section.ASSIGNMENTS, Action.VIEW).everything() ? row(number) : Optional.empty();
    }

    private Optional<TaskRule> row(String number) {
        return jdbc.sql(SELECT + " and r.number = ?")
                .param(number)
                .query(TaskRules::rule)
                .optional();
    }

    /** Adds a rule that works at once; refused with the name of the field that is wrong. */
    public TaskRule add(TaskRuleForm form) {
        return attempts.inTransaction(() -> {
            requireEdit();
            var checked = checked(form);
            long id = jdbc.sql("select nextval('task_rule_number')")
                    .query(Long.class)
                    .single();
            jdbc.sql(
                            """
                            insert into task_rule (id, number, process_key, node, title, description, to_performer, responsible, queue,
                                within_units, unit, urgent, is_on, created_by, created_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            id,
                            "TR-" + id,
                            checked.processKey(),
                            checked.node(),
                            checked.title(),
                            checked.description(),
                            checked.toPerformer(),
                            checked.responsible(),
                            checked.queue(),
                            checked.within(),
                            checked.unit().name(),
                            checked.urgent(),
                            true,
                            CurrentUser.login().orElse("otklik"),
                            utc(clock.instant()))
                    .update();
            history.tell(new History.Change("TR-" + id, "taskRuleAdded").from(null, inWords(checked)));
            signals.say(TOPIC);
            return row("TR-" + id).orElseThrow();
        });
    }

    /**
     * Changes a rule, from the next event on.
     *
     * @param version the version that was seen; refused when another one is saved
     */
    public TaskRule change(String number, long version, TaskRuleForm form) {
        return attempts.inTransaction(() -> {
            requireEdit();
            var before = locked(number, version);
            var checked = checked(form);
            if (!checked.equals(before.form())) {
                jdbc.sql(
                                """
                                update task_rule set process_key = ?, node = ?, title = ?, description = ?, to_performer = ?, responsible = ?,
                                    queue = ?, within_units = ?, unit = ?, urgent = ?, version = version + 1 where number = ?""")
                        .params(
                                checked.processKey(),
                                checked.node(),
                                checked.title(),
                                checked.description(),
                                checked.toPerformer(),
                                checked.responsible(),
                                checked.queue(),
                                checked.within(),
                                checked.unit().name(),
                                checked.urgent(),
                                number)
                        .update();
                history.tell(
                        new History.Change(number, "taskRuleChanged").from(inWords(before.form()), inWords(checked)));
                signals.say(TOPIC);
            }
            return row(number).orElseThrow();
        });
    }

    /** Lets a rule work or rest. */
    public void turn(String number, boolean on) {
        attempts.run(() -> {
            requireEdit();
            if (jdbc.sql("update task_rule set is_on = ?, version = version + 1 where number = ? and is_on <> ?")
                            .params(on, number, on)
                            .update()
                    == 1) {
                history.tell(new History.Change(number, on ? "taskRuleOn" : "taskRuleOff"));
                signals.say(TOPIC);
            }
        });
    }

    /** Takes a rule away; the assignments it has given stay. */
    public void remove(String number) {
        attempts.run(() -> {
            requireEdit();
            if (jdbc.sql("update task_rule set removed = true, is_on = false where number = ? and removed = false")
                            .param(number)
                            .update()
                    == 1) {
                history.tell(new History.Change(number, "taskRuleRemoved"));
                signals.say(TOPIC);
            }
        });
    }

    /** Puts a rule back that was taken away a moment ago; it rests or works as it did. */
    public void restore(TaskRule rule) {
        attempts.run(() -> {
            requireEdit();
            jdbc.sql("update task_rule set removed = false, is_on = ? where number = ?")
                    .params(rule.isOn(), rule.number())
                    .update();
            history.tell(new History.Change(rule.number(), "taskRuleRestored"));
            signals.say(TOPIC);
        });
    }

    /**
     * What a rule would do.
     *
     * @param past when it would have given an assignment within {@link #PREVIEWED}
     * @param due when an assignment would be due that is given now
     */
    public record Preview(CaseEvents.Past past, Instant due) {}

    /** What a rule would do, also one that is being written. */
    public Preview preview(TaskRuleForm form) {
        var now = clock.instant();
        return new Preview(
                events.past(form.processKey(), form.node(), now.minus(PREVIEWED), LATEST),
                due(Math.min(LONGEST_TIME, Math.max(1, form.within())), form.unit(), now));
    }

    /** Writes down what the rules about it have to do, once for each of them. */
    @EventListener
    void on(CaseEvent event) {
        var now = clock.instant();
        for (var rule : waiting(event)) {
            if (written(rule, event, now)) {
                var id = rule + "/" + event.occurrence();
                scheduler.scheduleIfNotExists(TASK.instance(id).data(id).scheduledTo(now));
            }
        }
    }

    /** The rules that wait for it; what a rule gave begins no rule, or two of them would feed each other without end. */
    private List<Long> waiting(CaseEvent event) {
        return jdbc.sql(
                        """
                        select r.id from task_rule r where r.process_key = :process and r.node = :node and r.is_on = true
                            and r.removed = false and not exists (select 1 from given_task g
                                where g.number = :key and g.rule_number is not null)
                        order by r.id""")
                .param("process", event.processKey())
                .param("node", event.node())
                .param("key", event.businessKey())
                .query(Long.class)
                .list();
    }

    private boolean written(long rule, CaseEvent event, Instant now) {
        // A violated key would end the transaction of the case on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    "insert into task_rule_firing (rule_id, occurrence, case_key, performer, happened_at) values (?, ?, ?, ?, ?)"
                                            + unlessThere)
                            .params(rule, event.occurrence(), event.businessKey(), event.performer(), utc(now))
                            .update()
                    == 1;
        } catch (DuplicateKeyException before) {
            return false;
        }
    }

    private record Firing(String caseKey, @Nullable String performer, Instant at) {}

    /** Gives the assignment that was written down; nothing where it was given before. */
    void fire(String id) {
        var slash = id.indexOf('/');
        var rule = Long.parseLong(id.substring(0, slash));
        var occurrence = id.substring(slash + 1);
        attempts.run(() -> jdbc.sql(
                        "select * from task_rule_firing where rule_id = ? and occurrence = ? and task is null for update")
                .params(rule, occurrence)
                .query((row, index) -> new Firing(
                        row.getString("case_key"),
                        row.getString("performer"),
                        Objects.requireNonNull(instant(row, "happened_at"))))
                .optional()
                .ifPresent(firing -> {
                    var found = jdbc.sql("select * from task_rule where id = ?")
                            .param(rule)
                            .query(TaskRules::rule)
                            .single();
                    var given = tasks.giveByRule(plan(found.form(), firing), found.number());
                    jdbc.sql("update task_rule_firing set task = ? where rule_id = ? and occurrence = ?")
                            .params(given.number(), rule, occurrence)
                            .update();
                    jdbc.sql("update task_rule set fired = fired + 1, last_fired_at = ? where id = ?")
                            .params(utc(firing.at()), rule)
                            .update();
                    signals.say(TOPIC);
                }));
    }

    /** Who is no longer there leaves the assignment to the queue, or to those who look after what nobody does. */
    private TaskPlan plan(TaskRuleForm form, Firing firing) {
        var to = Optional.ofNullable(form.toPerformer() ? firing.performer() : null)
                .filter(this::isThere)
                .or(() -> Optional.ofNullable(form.responsible()).filter(this::isThere))
                .orElse(null);
        var queue = form.queue() != null && accounts.group(form.queue()).isPresent() ? form.queue() : null;
        return new TaskPlan(
                form.title(),
                form.description(),
                firing.caseKey(),
                to,
                queue == null && to == null ? tasks.supervisors() : queue,
                due(form.within(), form.unit(), firing.at()),
                GivenTasks.REMINDER,
                form.urgent());
    }

    private boolean isThere(String login) {
        return accounts.byLogin(login).filter(Account::active).isPresent();
    }

    private Instant due(int within, Unit unit, Instant from) {
        return unit == Unit.DAYS
                ? from.plus(Duration.ofDays(within))
                : deadlines.working(from, Duration.ofHours(within));
    }

    private void requireEdit() {
        if (!mayEdit()) {
            throw CurrentUser.isTrying()
                    ? new Refusal("security.onlyTrying")
                    : new Refusal("security.forbidden", Action.CHANGE, Section.ASSIGNMENTS);
        }
    }

    private TaskRule locked(String number, long version) {
        jdbc.sql("select id from task_rule where number = ? for update")
                .param(number)
                .query(Long.class)
                .optional();
        var rule = row(number).orElseThrow(() -> new Refusal("tasks.rule.unknown", number));
        if (rule.version() != version) {
            throw new Refusal("tasks.rule.changedMeanwhile", number);
        }
        return rule;
    }

    private TaskRuleForm checked(TaskRuleForm form) {
        if (events.find(form.processKey(), form.node(), Locale.ENGLISH).isEmpty()) {
            throw new Refusal("tasks.rule.noEvent").at("event");
        }
        var title = form.title().replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        if (title.isEmpty() || title.length() > GivenTasks.LONGEST_TITLE) {
            throw new Refusal("tasks.titleWrong", GivenTasks.LONGEST_TITLE).at("title");
        }
        if (form.description().length() > GivenTasks.LONGEST_TEXT) {
            throw new Refusal("tasks.tooLong", GivenTasks.LONGEST_TEXT).at("description");
        }
        if (form.responsible() != null && !isThere(form.responsible())) {
            throw new Refusal("tasks.unknownPerson", accounts.nameOf(form.responsible())).at("responsible");
        }
        if (form.queue() != null ? accounts.group(form.queue()).isEmpty() : form.responsible() == null) {
            throw new Refusal("tasks.nobody").at("responsible");
        }
        if (form.within() < 1 || form.within() > LONGEST_TIME) {
            throw new Refusal("tasks.rule.timeWrong", LONGEST_TIME).at("within");
        }
        return new TaskRuleForm(
                form.processKey(),
                form.node(),
                title,
                form.description().strip(),
                form.toPerformer(),
                form.responsible(),
                form.queue(),
                form.within(),
                form.unit(),
                form.urgent());
    }

    /** For the history, which keeps names and not words of one language. */
    private static String inWords(TaskRuleForm form) {
        return "%s/%s: %s; %s; %d %s%s"
                .formatted(
                        form.processKey(),
                        form.node(),
                        form.title(),
                        form.toPerformer()
                                ? "performer, " + (form.responsible() == null ? form.queue() : form.responsible())
                                : form.responsible() == null ? form.queue() : form.responsible(),
                        form.within(),
                        form.unit() == Unit.DAYS ? "d" : "h",
                        form.urgent() ? "; !" : "");
    }

    private static TaskRuleForm form(ResultSet row) throws SQLException {
        return new TaskRuleForm(
                row.getString("process_key"),
                row.getString("node"),
                row.getString("title"),
                text(row, "description"),
                row.getBoolean("to_performer"),
                row.getString("responsible"),
                row.getString("queue"),
                row.getInt("within_units"),
                Unit.valueOf(row.getString("unit")),
                row.getBoolean("urgent"));
    }

    private static TaskRule rule(ResultSet row, int index) throws SQLException {
        return new TaskRule(
                row.getLong("id"),
                row.getString("number"),
                form(row),
                row.getBoolean("is_on"),
                row.getInt("fired"),
                instant(row, "last_fired_at"),
                row.getString("created_by"),
                Objects.requireNonNull(instant(row, "created_at")),
                row.getLong("version"));
    }
}
