package otklik.work;

import static otklik.work.WorkItems.utc;
import static otklik.work.WorkItems.utcOrNull;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import otklik.customers.ClientChanged;
import otklik.engine.OpenTask;
import otklik.engine.TaskChanged;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;

/**
 * Keeps {@code work_item} in step with the engine, inside the engine's transaction, and holds the rules of taking and finishing. Since it
 * listens to the engine itself, a claim made in the Tasklist goes through the same rules as one made on our screens.
 */
@Component
class WorkIndex {
    private final JdbcClient jdbc;
    private final WorkItems items;
    private final ClientsInHand clients;
    private final TeamWork team;
    private final WorkIssues issues;
    private final CallHours hours;
    private final ObjectProvider<TaskFactsSource> sources;
    private final Accounts accounts;
    private final Signals signals;
    private final History history;
    private final Clock clock;

    WorkIndex(
            JdbcClient jdbc,
            WorkItems items,
            ClientsInHand clients,
            TeamWork team,
            WorkIssues issues,
            CallHours hours,
            ObjectProvider<TaskFactsSource> sources,
            Accounts accounts,
            Signals signals,
            History history,
            Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.clients = clients;
        this.team = team;
        this.issues = issues;
        this.hours = hours;
        this.sources = sources;
        this.accounts = accounts;
        this.signals = signals;
        this.history = history;
        this.clock = clock;
    }

    @EventListener
    void on(TaskChanged change) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        var task = change.task();
        switch (change.kind()) {
            case CREATED -> insert(task);
            case ASSIGNED -> assign(task, change.byProcess());
            case UPDATED -> update(task);
            case COMPLETED -> {
                if (!change.byProcess()) {
                    requireMayFinish(task, change.answers());
                }
            }
            case DELETED -> {
                // The row goes with the task, below.
            }
        }
        if (change.kind() == TaskChanged.Kind.COMPLETED || change.kind() == TaskChanged.Kind.DELETED) {
            jdbc.sql("delete from work_item where task_id = ?").param(task.id()).update();
            issues.ended(
                    task.id(), change.kind() == TaskChanged.Kind.COMPLETED ? WorkIssues.End.DONE : WorkIssues.End.GONE);
            team.ended(task.id());
        }
        signals.say(Signals.WORK);
        signals.say(task.businessKey());
    }

    private void insert(OpenTask task) {
        var facts = facts(task.businessKey(), task.taskKey());
        var turn = hours.turn(clock.instant(), task.notBefore(), facts, task.assignee() != null);
        jdbc.sql(
                        """
                        insert into work_item (task_id, process_key, process_definition_id, process_instance_id, business_key,
                            task_key, title, subject, candidate_group, assignee, priority, due_at, not_before, created_at, for_all,
                            contact, phone, zone, is_call, ready, turn_at, type_rank, recovery)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                            (select count(*) > 0 from work_part where task_id = ?),
                            ?, ?, ?, ?, ?, ?,
                            coalesce((select rank_no from task_type where process_key = ? and task_key = ?), 1000000),
                            coalesce((select recovery from task_type where process_key = ? and task_key = ?), false))""")
                .params(
                        task.id(),
                        task.processKey(),
                        task.processDefinitionId(),
                        task.processInstanceId(),
                        task.businessKey(),
                        task.taskKey(),
                        task.name(),
                        task.subject(),
                        task.candidateGroup(),
                        task.assignee(),
                        task.priority(),
                        utcOrNull(task.due()),
                        utcOrNull(task.notBefore()),
                        utc(task.created()),
                        task.id(),
                        facts.contact(),
                        facts.phone(),
                        facts.zone() == null ? null : facts.zone().getId(),
                        facts.isCall(),
                        turn.ready(),
                        utcOrNull(turn.turnAt()),
                        task.processKey(),
                        task.taskKey(),
                        task.processKey(),
                        task.taskKey())
                .update();
    }

    private TaskFacts facts(String businessKey, String taskKey) {
        return sources.stream()
                .filter(source -> businessKey.startsWith(source.prefix()))
                .findFirst()
                .map(source -> source.of(businessKey, taskKey))
                .orElse(TaskFacts.NONE);
    }

    /** What lies in the queues about a client follows what is known of him; what somebody has in hand is dialled with what is known then. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void on(ClientChanged changed) {
        jdbc.sql("select * from work_item where contact in (:clients) and assignee is null")
                .param("clients", changed.clients())
                .query(WorkItems::item)
                .list()
                .forEach(row -> {
                    var facts = CurrentUser.asNobody(() -> facts(row.businessKey(), row.taskKey()));
                    jdbc.sql("update work_item set contact = ?, phone = ?, zone = ?, is_call = ? where task_id = ?")
                            .params(
                                    facts.contact(),
                                    facts.phone(),
                                    facts.zone() == null ? null : facts.zone().getId(),
                                    facts.isCall(),
                                    row.taskId())
                            .update();
                    turn(row.taskId());
                });
    }

    /** When the task may be given out, after what decides it has changed. */
    private void turn(String taskId) {
        items.row(taskId).ifPresent(row -> {
            var turn = hours.turn(clock.instant(), row.notBefore(), row.facts(), row.assignee() != null);
            jdbc.sql("update work_item set ready = ?, turn_at = ? where task_id = ?")
                    .params(turn.ready(), utcOrNull(turn.turnAt()), taskId)
                    .update();
        });
    }

    private void update(OpenTask task) {
        jdbc.sql(
                        "update work_item set title = ?, candidate_group = ?, priority = ?, due_at = ?, not_before = ? where task_id = ?")
                .params(
                        task.name(),
                        task.candidateGroup(),
                        task.priority(),
                        utcOrNull(task.due()),
                        utcOrNull(task.notBefore()),
                        task.id())
                .update();
        turn(task.id());
    }

    private void assign(OpenTask task, boolean byProcess) {
        var row = items.row(task.id());
        var assignee = task.assignee();
        if (row.isEmpty()) {
            return;
        }
        var isKnown = java.util.Objects.equals(row.get().assignee(), assignee);
        // Taken on our screens: the row was written first. Given by a diagram at the creation: the diagram answers for
        // it.
        if (assignee != null && !(isKnown && byProcess)) {
            requireMayHave(task, assignee);
        }
        if (isKnown) {
            return;
        }
        var person = CurrentUser.login();
        if (!byProcess && person.isPresent()) {
            requireMayMove(row.get(), assignee, person.get());
            // Who does not choose does not give back either: that would be a skip without a reason.
            if (row.get().isHeldBy(person.get()) && row.get().leaseUntil() != null) {
                items.requireMayChoose(person.get());
            }
        }
        if (assignee != null && row.get().forAll()) {
            team.requirePart(task.id(), assignee);
        } else if (!byProcess && person.isPresent() && person.get().equals(assignee)) {
            items.requireMayChoose(person.get());
        }
        // Taken in the Tasklist: the same lease as on our screens. Given by a process or a supervisor: no lease, it is
        // the person's.
        var now = clock.instant();
        var isTaken = assignee != null && person.isPresent() && person.get().equals(assignee) && !byProcess;
        jdbc.sql("update work_item set assignee = ?, claimed_at = ?, lease_until = ? where task_id = ?")
                .params(
                        assignee,
                        utcOrNull(assignee == null ? null : now),
                        utcOrNull(isTaken ? now.plus(items.lease()) : null),
                        task.id())
                .update();
        var holder = row.get().assignee();
        if (holder != null && !row.get().forAll()) {
            issues.ended(holder, task.id(), WorkIssues.End.GONE);
        }
        turn(task.id());
        if (isTaken && assignee != null) {
            if (!row.get().forAll()) {
                clients.require(row.get(), assignee, items.lease());
            }
            history.tell(new History.Change(task.businessKey(), "workTaken").from(null, assignee));
        }
    }

    /** Taking or releasing what another holds is acting in his stead; giving to a third is a right of its own. */
    private void requireMayMove(WorkItem row, @Nullable String assignee, String person) {
        var third = assignee == null || assignee.equals(person) ? null : assignee;
        if (row.isHeldByAnother(person, clock.instant())
                && !items.mayActFor(person, row.assignee(), third == null ? Action.CHANGE : Action.ASSIGN)) {
            throw items.heldByAnother(row);
        }
        if (third != null && !items.mayActFor(person, third, Action.ASSIGN)) {
            throw new Refusal("work.mayNotGive", accounts.nameOf(third));
        }
    }

    private void requireMayHave(OpenTask task, String assignee) {
        var account = accounts.byLogin(assignee).orElseThrow(() -> new Refusal("work.unknownPerson", assignee));
        if (!account.active()) {
            throw new Refusal("work.inactivePerson", account.name());
        }
        if (!items.mayHave(assignee, task.candidateGroup())) {
            throw new Refusal("work.notInGroup", account.name(), String.valueOf(task.candidateGroup()));
        }
    }

    private void requireMayFinish(OpenTask task, Map<String, Object> answers) {
        CurrentUser.login().ifPresent(login -> {
            var row = items.row(task.id()).orElseThrow(() -> new Refusal("work.gone"));
            var actsForHolder = items.mayActFor(login, row.assignee(), Action.CHANGE);
            if (row.isHeldByAnother(login, clock.instant()) && !actsForHolder) {
                throw items.heldByAnother(row);
            }
            if (!row.isHeldBy(login) && !actsForHolder) {
                requireMayHave(task, login);
                if (!row.forAll()) {
                    items.requireMayChoose(login);
                }
            }
            if (!items.mayChoose(login) && !issues.isCurrent(login, task.id())) {
                throw new Refusal("work.notCurrent");
            }
            if (row.forAll()) {
                team.finish(task, login, answers);
            }
        });
    }
}
