package otklik.tasks;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import otklik.customers.Companies;
import otklik.engine.Attempts;
import otklik.engine.TaskChanged;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.notices.Notices;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Cases;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;
import otklik.security.WorkGroup;
import otklik.work.Capacity;
import otklik.work.EmptyQueues;
import otklik.work.WorkItems;

/**
 * Giving assignments, answering them, moving them to another date or person, taking them back. Who gave one is told of all that its
 * responsible does, and the other way round.
 */
@Service
public class GivenTasks {
    /** Topic of every change of any assignment. */
    public static final String TOPIC = "given-tasks";

    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_TEXT = 4000;
    public static final int LONGEST_WORDS = 2000;

    /** The usual reminder. */
    public static final Duration REMINDER = Duration.ofHours(1);

    /** How many of a case are shown. */
    public static final int SHOWN = 50;

    private static final Duration LONGEST_REMINDER = Duration.ofDays(30);
    /** Who says "now" means the minute in which he says it. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final TaskRows rows;
    private final AssignmentProcess process;
    private final WorkItems work;
    private final EmptyQueues queues;
    private final Capacity capacity;
    private final Attempts attempts;
    private final Accounts accounts;
    private final Policy policy;
    private final Cases cases;
    private final Companies companies;
    private final History history;
    private final Notices notices;
    private final Signals signals;
    private final Parameters parameters;
    private final Clock clock;

    GivenTasks(
            TaskRows rows,
            @Lazy AssignmentProcess process,
            @Lazy WorkItems work,
            @Lazy EmptyQueues queues,
            Capacity capacity,
            Attempts attempts,
            Accounts accounts,
            Policy policy,
            Cases cases,
            Companies companies,
            History history,
            Notices notices,
            Signals signals,
            Parameters parameters,
            Clock clock) {
        this.rows = rows;
        this.process = process;
        this.work = work;
        this.queues = queues;
        this.capacity = capacity;
        this.attempts = attempts;
        this.accounts = accounts;
        this.policy = policy;
        this.cases = cases;
        this.companies = companies;
        this.history = history;
        this.notices = notices;
        this.signals = signals;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** The assignment, if the person of the screen may see it. */
    public Optional<GivenTask> find(String number) {
        return number.matches("T-\\d{1,18}") && cases.maySee(number) ? rows.find(number) : Optional.empty();
    }

    /** The assignments about a case, the open ones first; those that the person of the screen may see, at most {@link #SHOWN}. */
    public List<GivenTask> about(String caseKey) {
        var found = rows.about(caseKey, SHOWN);
        var visible = cases.visible(found.stream().map(GivenTask::number).toList());
        return found.stream().filter(task -> visible.contains(task.number())).toList();
    }

    /** Whether the person of the screen may give assignments to anybody. */
    public boolean mayGive() {
        return policy.may(Section.ASSIGNMENTS, Action.CREATE);
    }

    /**
     * Whether the person may move it, give it to somebody else or take it back: who gave it, and who may change what others have. Its
     * responsible answers it.
     */
    public boolean mayChange(GivenTask task) {
        var me = CurrentUser.login().orElse("");
        return task.isOpen()
                && !CurrentUser.isTrying()
                && (accounts.standing(me).own().contains(task.giver())
                        || !me.equals(task.responsible())
                                && policy.reach(Section.ASSIGNMENTS, Action.CHANGE)
                                        .covers(task.responsible()));
    }

    /** Whether the person may answer it: the rules of work say so. */
    public boolean mayAnswer(GivenTask task) {
        return task.isOpen()
                && work.ofCase(task.number()).stream()
                        .anyMatch(item -> item.processKey().equals(process.key()) && work.mayFinish(item));
    }

    /** What can be answered to it as it stands. */
    public List<TaskAnswer> answers(GivenTask task) {
        return task.state() == TaskState.NEW
                ? List.of(TaskAnswer.BEGIN, TaskAnswer.DONE, TaskAnswer.DECLINED)
                : List.of(TaskAnswer.DONE, TaskAnswer.LATER, TaskAnswer.DECLINED);
    }

    /** Gives an assignment; refused with the name of the field that is wrong, and where the day of its person is full. */
    public GivenTask give(TaskPlan plan) {
        return give(plan, null);
    }

    /**
     * Gives an assignment.
     *
     * @param overLimit why it is set on a full day all the same; none where it is not to be
     */
    public GivenTask give(TaskPlan plan, @Nullable String overLimit) {
        return attempts.inTransaction(() -> {
            var checked = checked(plan);
            var to = checked.responsible();
            requireMayGive(to);
            requireAhead(checked.due());
            if (checked.about() != null && !isThere(checked.about())) {
                throw new Refusal("tasks.unknownCase", checked.about()).at("about");
            }
            if (to != null) {
                capacity.require(to, checked.due(), overLimit);
            }
            return given(checked, me(), null);
        });
    }

    /** To whom something is given for the first time or handed over is the same question. */
    private void requireMayGive(@Nullable String to) {
        if (to == null) {
            policy.require(Section.ASSIGNMENTS, Action.CREATE);
        } else {
            policy.require(Section.ASSIGNMENTS, Action.CREATE, to, null);
        }
    }

    /** Whether there is such a case that the person may see; who may see all companies is not asked which there are. */
    private boolean isThere(String caseKey) {
        return cases.maySee(caseKey)
                && (!caseKey.startsWith("K-") || companies.find(caseKey).isPresent());
    }

    /** Whether the cases of the process are assignments. */
    public boolean isOfAssignments(String processKey) {
        return process.key().equals(processKey);
    }

    /** The group that gets what nobody else is asked to do. */
    String supervisors() {
        return queues.supervisors();
    }

    /** Gives what a rule asks for. On a full day it is the queue's; where there is none, it is due on the first day that has room. */
    GivenTask giveByRule(TaskPlan plan, String rule) {
        var checked = checked(plan);
        var to = checked.responsible();
        if (to == null || capacity.hold(to, checked.due())) {
            return given(checked, Notices.PROGRAM, rule);
        }
        return given(
                checked.queue() == null
                        ? checked.at(to, capacity.firstFree(to, checked.due()))
                        : checked.at(null, checked.due()),
                Notices.PROGRAM,
                rule);
    }

    private GivenTask given(TaskPlan plan, String giver, @Nullable String rule) {
        var to = plan.responsible();
        var queue = to == null ? String.valueOf(plan.queue()) : plan.queue() == null ? group(to) : plan.queue();
        var number = rows.insert(plan, queue, giver, rule, clock.instant());
        var task = row(number);
        process.given(task);
        history.tell(new History.Change(number, "assignmentGiven")
                .from(null, to == null ? queue : to)
                .because(task.title()));
        if (task.about() != null) {
            history.tell(new History.Change(task.about(), "assignmentAbout").from(null, number + " " + task.title()));
        }
        tellHands(task, "assignmentGiven");
        said(task);
        return task;
    }

    /**
     * Answers an assignment by the task of its process.
     *
     * @param words a comment, or the reason of who declines it
     * @param newDue to {@link TaskAnswer#LATER} only
     */
    public void answer(String number, TaskAnswer answer, String words, @Nullable Instant newDue) {
        attempts.run(() -> {
            open(number);
            var task = process.task(number).orElseThrow(() -> new Refusal("work.gone"));
            var answers = new LinkedHashMap<String, Object>(Map.of("decision", answer.word()));
            if (answer == TaskAnswer.DECLINED) {
                answers.put("reason", required(words, "tasks.reasonMissing"));
            } else if (!words.isBlank()) {
                answers.put("comment", cut(words.strip()));
            }
            if (answer == TaskAnswer.LATER) {
                if (newDue == null) {
                    throw new Refusal("tasks.dueMissing").at("due");
                }
                requireAhead(newDue);
                answers.put(
                        "newDue",
                        newDue.atZone(parameters.zone(Parameter.COMPANY_ZONE))
                                .toLocalDateTime()
                                .toString());
            }
            if (row(number).responsible() == null && !CurrentUser.isTrying()) {
                // What lies in a queue is taken by whoever does it.
                CurrentUser.login().filter(work::mayChoose).ifPresent(login -> work.claim(task, login));
            }
            work.complete(task, answers);
        });
    }

    /** Its responsible has begun, for the step of the diagram; the login of who has it now. */
    public Optional<String> begin(String number, @Nullable String words, @Nullable String performer) {
        var task = locked(number);
        var who = task.responsible() == null ? performer : task.responsible();
        rows.replan(number, TaskState.IN_PROGRESS, task.due(), task.remindBefore(), who, task.queue());
        told(task, "assignmentBegun", null, words, performer);
        return Optional.ofNullable(who);
    }

    /** It is done, for the step of the diagram. */
    public void done(String number, @Nullable String words, @Nullable String performer) {
        close(number, TaskState.DONE, "assignmentDone", words, performer);
    }

    /** Its responsible does not do it, for the step of the diagram. */
    public void declined(String number, @Nullable String reason, @Nullable String performer) {
        close(number, TaskState.DECLINED, "assignmentDeclined", reason, performer);
    }

    private void close(
            String number, TaskState state, String kind, @Nullable String words, @Nullable String performer) {
        var task = locked(number);
        rows.close(number, state, words == null ? "" : words, performer == null ? me() : performer, clock.instant());
        told(task, kind, null, words, performer);
    }

    /**
     * It needs another date, for the step of the diagram.
     *
     * @param newDue by the clock of the company, as the form writes it
     */
    public GivenTask postpone(String number, String newDue, @Nullable String words, @Nullable String performer) {
        var task = locked(number);
        var due = moment(newDue);
        requireAhead(due);
        requireRoom(task, due, null);
        rows.replan(number, task.state(), due, task.remindBefore(), task.responsible(), task.queue());
        told(task, "assignmentPostponed", due.toString(), words, performer);
        return row(number);
    }

    private Instant moment(String text) {
        try {
            return LocalDateTime.parse(text)
                    .atZone(parameters.zone(Parameter.COMPANY_ZONE))
                    .toInstant();
        } catch (DateTimeException noMoment) {
            throw new Refusal("tasks.dueMissing").at("due");
        }
    }

    /** Tells what a step has done: in the timeline, and to who gave the assignment. */
    private void told(
            GivenTask task, String kind, @Nullable String after, @Nullable String words, @Nullable String performer) {
        history.tell(new History.Change(task.number(), kind)
                .from(after == null ? null : task.due().toString(), after)
                .because(words)
                .onBehalfOf(performer));
        tellGiver(task, kind, words, performer);
        said(task);
    }

    /** Says something about it: to its responsible, or to who gave it. */
    public void comment(String number, String words) {
        var text = required(words, "tasks.wordsMissing");
        attempts.run(() -> {
            var task = find(number).orElseThrow(() -> unknown(number));
            if (CurrentUser.isTrying()) {
                throw new Refusal("security.onlyTrying");
            }
            history.tell(new History.Change(number, "assignmentComment").because(text));
            var me = me();
            tellGiver(task, "assignmentComment", text, me);
            if (!me.equals(task.responsible())) {
                tellHands(task, "assignmentComment");
            }
            said(task);
        });
    }

    /** Another day of the same person must have room. */
    private void requireRoom(GivenTask task, Instant due, @Nullable String overLimit) {
        var who = task.responsible();
        if (who != null && !capacity.isSameDay(who, task.due(), due)) {
            capacity.require(who, due, overLimit);
        }
    }

    /**
     * Lets it be due at another moment; whoever is at it stays at it.
     *
     * @param overLimit why it is set on a full day all the same; none where it is not to be
     */
    public void move(String number, Instant due, @Nullable Duration remindBefore, @Nullable String overLimit) {
        attempts.run(() -> {
            var task = changeable(number);
            requireAhead(due);
            requireRoom(task, due, overLimit);
            requireReminder(remindBefore);
            rows.replan(number, task.state(), due, remindBefore, task.responsible(), task.queue());
            process.changed(row(number));
            if (!due.equals(task.due())) {
                history.tell(new History.Change(number, "assignmentMoved")
                        .from(task.due().toString(), due.toString()));
                tellHands(task, "assignmentMoved");
                tellGiver(task, "assignmentMoved", null, me());
            }
            said(task);
        });
    }

    /**
     * Gives it to somebody else, who begins anew.
     *
     * @param login none to leave it to the queue
     * @param queue none for that of the person
     */
    public void handOver(String number, @Nullable String login, @Nullable String queue) {
        attempts.run(() -> {
            var task = changeable(number);
            requireHands(login, queue);
            requireMayGive(login);
            if (login != null && !login.equals(task.responsible())) {
                capacity.require(login, task.due(), null);
            }
            var group = queue == null ? group(String.valueOf(login)) : queue;
            rows.replan(number, TaskState.NEW, task.due(), task.remindBefore(), login, group);
            var moved = row(number);
            process.changed(moved);
            history.tell(new History.Change(number, "assignmentHandedOver")
                    .from(
                            task.responsible() == null ? task.queue() : task.responsible(),
                            login == null ? group : login));
            tellHands(moved, "assignmentGiven");
            tellGiver(moved, "assignmentHandedOver", null, me());
            said(moved);
        });
    }

    /** It is not to be done any more. */
    public void withdraw(String number, String reason) {
        var text = required(reason, "tasks.reasonMissing");
        attempts.run(() -> {
            var task = changeable(number);
            rows.close(number, TaskState.WITHDRAWN, text, me(), clock.instant());
            process.withdrawn(number);
            history.tell(new History.Change(number, "assignmentWithdrawn").because(text));
            tellHands(task, "assignmentWithdrawn");
            tellGiver(task, "assignmentWithdrawn", text, me());
            said(task);
        });
    }

    /** Reminds its responsible before it is due; nothing where it is too late for that. */
    public void remind(String number) {
        rows.find(number)
                .filter(task -> task.isOpen() && task.due().isAfter(clock.instant()))
                .ifPresent(task -> tellHands(task, "assignmentReminder"));
    }

    /** Tells its responsible and who gave it that it is overdue; once for each date. */
    public void tellOverdue(String number) {
        rows.find(number).filter(GivenTask::isOpen).ifPresent(task -> {
            hands(task).forEach(login -> tellOnce(task, login));
            if (!hands(task).contains(task.giver()) && isPerson(task.giver())) {
                tellOnce(task, task.giver());
            }
            // The colour in the lists changes now.
            said(task);
        });
    }

    private void tellOnce(GivenTask task, String login) {
        notices.tellOnce(
                login,
                "assignmentOverdue",
                task.number(),
                path(task.number()),
                task.title(),
                task.number() + " " + task.due());
    }

    /** Whoever has the task has the assignment: taken from a queue, given back, handed over by a supervisor. */
    @EventListener
    void on(TaskChanged change) {
        var task = change.task();
        if (change.kind() == TaskChanged.Kind.ASSIGNED && task.processKey().equals(process.key())) {
            rows.find(task.businessKey())
                    .filter(given -> given.isOpen() && !Objects.equals(given.responsible(), task.assignee()))
                    .ifPresent(given -> {
                        rows.hold(given.number(), task.assignee());
                        said(given);
                    });
        }
    }

    private Set<String> hands(GivenTask task) {
        var login = task.responsible();
        return login == null
                ? accounts.group(task.queue()).map(WorkGroup::members).orElse(Set.of())
                : Set.of(login);
    }

    private void tellHands(GivenTask task, String kind) {
        var me = me();
        hands(task).stream()
                .filter(login -> !login.equals(me))
                .forEach(login -> notices.tell(login, kind, task.number(), path(task.number()), task.title()));
    }

    /** Who gave it is told what others do with it. */
    private void tellGiver(GivenTask task, String kind, @Nullable String words, @Nullable String by) {
        if (isPerson(task.giver()) && !task.giver().equals(by)) {
            notices.tell(
                    task.giver(),
                    kind,
                    task.number(),
                    path(task.number()),
                    words == null || words.isBlank() ? task.title() : task.title() + ": " + words);
        }
    }

    private static boolean isPerson(String giver) {
        return !giver.equals(Notices.PROGRAM);
    }

    private static String path(String number) {
        return "tasks/" + number;
    }

    private void said(GivenTask task) {
        signals.say(TOPIC);
        signals.say(task.number());
        if (task.about() != null) {
            signals.say(task.about());
        }
    }

    private GivenTask open(String number) {
        if (find(number).isEmpty()) {
            throw unknown(number);
        }
        return locked(number);
    }

    private GivenTask locked(String number) {
        var task = rows.lock(number).orElseThrow(() -> unknown(number));
        if (!task.isOpen()) {
            throw new Refusal("tasks.closedMeanwhile", accounts.nameOf(String.valueOf(task.closedBy())), task.title());
        }
        return task;
    }

    private GivenTask changeable(String number) {
        var task = open(number);
        if (!mayChange(task)) {
            throw CurrentUser.isTrying()
                    ? new Refusal("security.onlyTrying")
                    : new Refusal("security.forbidden", Action.CHANGE, Section.ASSIGNMENTS);
        }
        return task;
    }

    private TaskPlan checked(TaskPlan plan) {
        var title = plan.title().replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw new Refusal("tasks.titleWrong", LONGEST_TITLE).at("title");
        }
        if (plan.description().length() > LONGEST_TEXT) {
            throw new Refusal("tasks.tooLong", LONGEST_TEXT).at("description");
        }
        requireReminder(plan.remindBefore());
        requireHands(plan.responsible(), plan.queue());
        return new TaskPlan(
                title,
                plan.description(),
                plan.about(),
                plan.responsible(),
                plan.queue(),
                plan.due(),
                plan.remindBefore(),
                plan.urgent());
    }

    private void requireHands(@Nullable String login, @Nullable String queue) {
        if (login != null && accounts.byLogin(login).filter(Account::active).isEmpty()) {
            throw new Refusal("tasks.unknownPerson", accounts.nameOf(login)).at("responsible");
        }
        if (queue != null ? accounts.group(queue).isEmpty() : login == null) {
            throw new Refusal("tasks.nobody").at("responsible");
        }
    }

    private void requireAhead(Instant due) {
        if (due.isBefore(clock.instant().minus(GRACE))) {
            throw new Refusal("tasks.past").at("due");
        }
    }

    private static void requireReminder(@Nullable Duration before) {
        if (before != null && (before.isNegative() || before.compareTo(LONGEST_REMINDER) > 0)) {
            throw new Refusal("tasks.reminderWrong", LONGEST_REMINDER.toDays()).at("remindBefore");
        }
    }

    private static String required(String words, String key) {
        if (words.isBlank() || words.length() > LONGEST_WORDS) {
            throw new Refusal(key, LONGEST_WORDS).at("words");
        }
        return words.strip();
    }

    private static String cut(String words) {
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
    }

    /** The group whose work it is: that of the first role of the person. */
    private String group(String login) {
        return accounts.byLogin(login)
                .flatMap(account -> account.roles().stream().sorted().findFirst())
                .orElse(Role.OPERATOR)
                .group();
    }

    private GivenTask row(String number) {
        return rows.find(number).orElseThrow(() -> unknown(number));
    }

    private static Refusal unknown(String number) {
        return new Refusal("tasks.unknown", number);
    }

    private static String me() {
        return CurrentUser.login().orElse(Notices.PROGRAM);
    }
}
