package otklik.activities;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyClosed;
import otklik.customers.CompanyState;
import otklik.customers.ContactLeases;
import otklik.customers.ResponsibleChanged;
import otklik.engine.Attempts;
import otklik.engine.TaskChanged;
import otklik.history.History;
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
 * Planning, doing, moving and cancelling what is to be done with companies. Everything is told in the timeline of the company; what the list
 * of companies shows of it is kept in the same transaction.
 */
@Service
public class Activities {
    /** Topic of every change of any activity. */
    public static final String TOPIC = "activities";

    /** The usual reminder. */
    public static final Duration REMINDER = Duration.ofMinutes(15);

    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_TEXT = 4000;
    public static final int LONGEST_REASON = 400;

    /** How many planned ones of a company are shown. */
    public static final int SHOWN = 50;

    private static final Duration LONGEST_REMINDER = Duration.ofDays(30);
    /** Who says "now" means the minute in which he says it. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** So many are in memory when all that is planned with a company moves or ends. */
    static final int AT_ONCE = 100;

    /** With which companies something may be planned. */
    private static final Set<CompanyState> OPEN_FOR_PLANS = Set.of(CompanyState.ACTIVE);
    /** Of which companies something may be noted: who is not to be disturbed may call himself. */
    private static final Set<CompanyState> OPEN_FOR_NOTES = Set.of(CompanyState.ACTIVE, CompanyState.DO_NOT_DISTURB);

    private final ActivityRows rows;
    private final ActivityProcess process;
    private final Companies companies;
    private final WorkItems work;
    private final EmptyQueues queues;
    private final Capacity capacity;
    private final ContactLeases contacts;
    private final FollowUps followUps;
    private final Attempts attempts;
    private final Accounts accounts;
    private final Policy policy;
    private final Cases cases;
    private final History history;
    private final Notices notices;
    private final Signals signals;
    private final Clock clock;

    Activities(
            ActivityRows rows,
            @Lazy ActivityProcess process,
            Companies companies,
            @Lazy WorkItems work,
            @Lazy EmptyQueues queues,
            Capacity capacity,
            ContactLeases contacts,
            FollowUps followUps,
            Attempts attempts,
            Accounts accounts,
            Policy policy,
            Cases cases,
            History history,
            Notices notices,
            Signals signals,
            Clock clock) {
        this.rows = rows;
        this.process = process;
        this.companies = companies;
        this.work = work;
        this.queues = queues;
        this.capacity = capacity;
        this.contacts = contacts;
        this.followUps = followUps;
        this.attempts = attempts;
        this.accounts = accounts;
        this.policy = policy;
        this.cases = cases;
        this.history = history;
        this.notices = notices;
        this.signals = signals;
        this.clock = clock;
    }

    /** The activity, if the person of the screen may see it. */
    public Optional<Activity> find(String number) {
        return number.matches("A-\\d{1,18}") && cases.maySee(number) ? rows.find(number) : Optional.empty();
    }

    /** What is planned with a company, the nearest first; at most {@link #SHOWN}, none of a company that may not be seen. */
    public List<Activity> planned(String company) {
        return cases.maySee(company) ? rows.planned(company, SHOWN) : List.of();
    }

    /** What was done with a company or given up, the newest first. */
    public List<Activity> closed(String company, int offset, int limit) {
        return cases.maySee(company) ? rows.closed(company, offset, limit) : List.of();
    }

    public int countClosed(String company) {
        return cases.maySee(company) ? rows.countClosed(company) : 0;
    }

    /** Whether the person may plan something with the company, or note what was done. */
    public boolean mayCreate(@Nullable String companyResponsible) {
        var reach = policy.reach(Section.ACTIVITIES, Action.CREATE);
        var me = CurrentUser.login().orElse(null);
        return reach.covers(companyResponsible) || reach.covers(me);
    }

    /** Whether anything may be planned with the company as it stands. */
    public static boolean isOpenForPlans(CompanyCard company) {
        return OPEN_FOR_PLANS.contains(company.state());
    }

    /** Whether what was done with the company may be noted: also while it is not to be disturbed. */
    public static boolean isOpenForNotes(CompanyCard company) {
        return OPEN_FOR_NOTES.contains(company.state());
    }

    /**
     * Whether the person may move the activity, give it to somebody or cancel it: by right, because he planned it, or because it is his and
     * he may plan.
     */
    public boolean mayChange(Activity activity) {
        return activity.isPlanned()
                && !CurrentUser.isTrying()
                && (policy.reach(Section.ACTIVITIES, Action.CHANGE).covers(activity.responsible())
                        || CurrentUser.login().filter(me -> isHis(activity, me)).isPresent());
    }

    private boolean isHis(Activity activity, String login) {
        var responsible = activity.responsible();
        return login.equals(activity.createdBy())
                || responsible != null
                        && accounts.standing(login).own().contains(responsible)
                        && policy.may(Section.ACTIVITIES, Action.CREATE);
    }

    /** Whether the person may close it: the rules of work say so. */
    public boolean mayClose(Activity activity) {
        return closable(List.of(activity)).contains(activity.number());
    }

    /** The numbers of those that the person may close; a fixed number of queries. */
    public Set<String> closable(Collection<Activity> activities) {
        var numbers = activities.stream()
                .filter(Activity::isPlanned)
                .map(Activity::number)
                .toList();
        return work.ofCases(numbers).entrySet().stream()
                .filter(tasks -> tasks.getValue().stream()
                        .anyMatch(task -> task.processKey().equals(process.key()) && work.mayFinish(task)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Plans something with a company; refused with the name of the field that is wrong, and where the day is full. */
    public Activity plan(ActivityPlan plan) {
        return plan(plan, null);
    }

    /**
     * Plans it.
     *
     * @param overLimit why it is set on a full day all the same; none where it is not to be
     */
    public Activity plan(ActivityPlan plan, @Nullable String overLimit) {
        requireAhead(plan.due());
        return attempts.inTransaction(() -> {
            var company = permitted(plan.company(), OPEN_FOR_PLANS);
            requireOfCompany(plan);
            var checked = checked(plan);
            requireRoom(checked.responsible(), checked.due(), overLimit);
            return planned(company, checked, null, companies.isForeign(company));
        });
    }

    /**
     * Plans what the program asks for, such as another try: at the wished moment, else at the first free one, and it comes back as soon as
     * there is room (E27).
     */
    public Activity planWhereFree(ActivityPlan plan) {
        return attempts.inTransaction(() -> {
            var company = permitted(plan.company(), OPEN_FOR_PLANS);
            requireOfCompany(plan);
            return placed(company, plan, null, companies.isForeign(company));
        });
    }

    /**
     * Plans it though its moment may have passed by now: what many were promised at once is given to all of them, however long it took. What
     * does not go into the person's day goes into the next one that has room.
     */
    Activity planLate(ActivityPlan plan) {
        return attempts.inTransaction(() -> {
            var company = permitted(plan.company(), OPEN_FOR_PLANS);
            requireOfCompany(plan);
            var who = plan.responsible();
            return who == null || capacity.hold(who, plan.due())
                    ? planned(company, plan, null, companies.isForeign(company))
                    : placed(company, plan, null, companies.isForeign(company));
        });
    }

    private void requireRoom(@Nullable String responsible, Instant due, @Nullable String overLimit) {
        if (responsible != null) {
            capacity.require(responsible, due, overLimit);
        }
    }

    private static @Nullable ZoneId zone(CompanyCard company) {
        var zone = company.form().zone();
        return zone == null ? null : ZoneId.of(zone);
    }

    /** Plans it where there is room; what lies in a queue has room at once. */
    private Activity placed(CompanyCard company, ActivityPlan plan, @Nullable String behalf, boolean isForeign) {
        var who = plan.responsible();
        if (who == null) {
            return planned(company, plan, behalf, isForeign);
        }
        requirePerson(who);
        var place = capacity.place(who, group(who), plan.due(), zone(company));
        var activity = planned(company, plan.at(place.login(), place.at()), behalf, isForeign);
        if (place.moved()) {
            capacity.waits(activity.number(), place.login(), plan.due(), place.at(), zone(company));
        }
        return activity;
    }

    void requireAhead(Instant due) {
        if (due.isBefore(clock.instant().minus(GRACE))) {
            throw new Refusal("activities.plan.past").at("due");
        }
    }

    /**
     * Notes what was done with a company without having been planned (S2.24), and plans what follows: both or neither.
     *
     * @param next when the next activity is due
     * @param nextTitle title of the next one; that of this one when blank
     */
    public Activity note(ActivityPlan done, ActivityOutcome outcome, String result, FollowUp next, String nextTitle) {
        return attempts.inTransaction(() -> {
            var company = permitted(done.company(), OPEN_FOR_NOTES);
            if (done.due().isAfter(clock.instant().plus(GRACE))) {
                throw new Refusal("activities.done.future").at("due");
            }
            requireOfCompany(done);
            var text = required(result);
            var checked = checked(done);
            var me = me();
            var number = rows.insert(
                    company.id(), checked, queue(checked), ActivityState.DONE, outcome, text, me, clock.instant());
            settled(company.number(), number, checked.kind(), outcome, checked.due());
            history.tell(new History.Change(company.number(), "activityNoted")
                    .from(null, checked.title())
                    .because(text)
                    .foreign(companies.isForeign(company)));
            said(company.number(), number);
            var noted = row(number);
            if (next != FollowUp.NONE) {
                requireState(company, OPEN_FOR_PLANS);
                placed(
                        company,
                        following(noted, next, nextTitle, noted.responsible(), REMINDER),
                        null,
                        companies.isForeign(company));
            }
            return noted;
        });
    }

    /** What follows an activity: with the same person of the company, of the same kind. */
    private ActivityPlan following(
            Activity activity, FollowUp next, String title, @Nullable String who, @Nullable Duration remindBefore) {
        return new ActivityPlan(
                activity.company(),
                activity.person(),
                activity.kind(),
                title.isBlank() ? activity.title() : cut(title.strip()),
                "",
                who,
                who == null ? activity.queue() : null,
                followUps.due(next, activity.zone()),
                remindBefore,
                false,
                null,
                null);
    }

    /** Writes a plan that was permitted; by a step of a diagram, too. */
    private Activity planned(CompanyCard company, ActivityPlan plan, @Nullable String behalf, boolean isForeign) {
        var checked = checked(plan);
        var number = rows.insert(
                company.id(), checked, queue(checked), ActivityState.PLANNED, null, "", me(), clock.instant());
        var activity = row(number);
        process.planned(activity, remindAt(activity));
        history.tell(new History.Change(company.number(), "activityPlanned")
                .from(null, activity.due().toString())
                .because(activity.title())
                .onBehalfOf(behalf)
                .foreign(isForeign));
        keepPlan(company.number());
        said(company.number(), number);
        if (activity.batch() == null) {
            tell(activity, activity.responsible(), "activityGiven");
        }
        return activity;
    }

    /**
     * Closes a planned one with its result, by the task of its process.
     *
     * @param next when the next activity is due
     * @param nextTitle title of the next one; that of this one when blank
     */
    public void close(String number, ActivityOutcome outcome, String result, FollowUp next, String nextTitle) {
        var text = required(result);
        attempts.run(() -> {
            var activity = held(number);
            var task = process.task(number).orElseThrow(() -> new Refusal("work.gone"));
            var answers = new LinkedHashMap<String, Object>(
                    Map.of("outcome", outcome.word(), "result", text, "next", next.word()));
            if (next != FollowUp.NONE && !nextTitle.isBlank()) {
                answers.put("nextTitle", cut(nextTitle.strip()));
            }
            if (activity.responsible() == null && !CurrentUser.isTrying()) {
                // What lies in a queue is taken by whoever does it.
                CurrentUser.login().filter(work::mayChoose).ifPresent(login -> work.claim(task, login));
            }
            work.complete(task, answers);
        });
    }

    /**
     * The program has called and reached nobody: it closes with this result, and its call is planned again, for the person himself where it
     * was his own. Nothing where it is over.
     *
     * @param task the open task of it
     * @param isPersonal whether it was given to the person, rather than taken from a queue
     * @param again when the client is called again; none where he is not
     */
    Optional<Activity> closeByProgram(
            String number, String task, boolean isPersonal, String result, @Nullable Instant again) {
        return attempts.inTransaction(() -> {
            var activity = locked(number);
            if (!activity.isPlanned()) {
                return Optional.empty();
            }
            work.complete(
                    task,
                    Map.of(
                            "outcome",
                            ActivityOutcome.NOT_REACHED.word(),
                            "result",
                            result,
                            "next",
                            FollowUp.NONE.word()));
            if (again != null) {
                planAgain(activity, isPersonal ? activity.responsible() : null, again);
            }
            return Optional.of(activity);
        });
    }

    /** Plans a closed one once more: the number that was wanted is there. Nothing where the company is no more to be called. */
    void callAgain(String number) {
        attempts.run(() -> {
            var activity = locked(number);
            var who = activity.responsible();
            planAgain(
                    activity,
                    accounts.byLogin(String.valueOf(who))
                            .filter(Account::active)
                            .map(Account::login)
                            .orElse(null),
                    followUps.soon(activity.zone()));
        });
    }

    private void planAgain(Activity activity, @Nullable String responsible, Instant due) {
        var company = companies.hold(activity.company());
        if (OPEN_FOR_PLANS.contains(company.state())) {
            placed(
                    company,
                    new ActivityPlan(
                            activity.company(),
                            activity.person(),
                            activity.kind(),
                            activity.title(),
                            activity.description(),
                            responsible,
                            activity.queue(),
                            due,
                            null,
                            activity.urgent(),
                            null,
                            null),
                    null,
                    false);
        }
    }

    /** Lets it be due at another moment; refused where that day is full. */
    public void move(String number, Instant due, @Nullable Duration remindBefore) {
        move(number, due, remindBefore, null);
    }

    /**
     * Lets it be due at another moment.
     *
     * @param overLimit why it goes to a full day all the same; none where it is not to
     */
    public void move(String number, Instant due, @Nullable Duration remindBefore, @Nullable String overLimit) {
        attempts.run(() -> {
            var activity = changeable(number);
            requireAhead(due);
            requireReminder(remindBefore);
            var who = activity.responsible();
            if (who != null && !capacity.isSameDay(who, activity.due(), due)) {
                requireRoom(who, due, overLimit);
            }
            capacity.stopWaiting(number);
            rows.replan(number, due, remindBefore, activity.responsible(), activity.queue());
            replanned(number);
            if (!activity.due().equals(due)) {
                history.tell(new History.Change(activity.company(), "activityMoved")
                        .from(activity.due().toString(), due.toString())
                        .because(activity.title())
                        .foreign(isForeign(activity)));
            }
        });
    }

    /** Gives it to somebody else; refused where his day is full. */
    public void handOver(String number, String login) {
        handOver(number, login, null, null);
    }

    /**
     * Gives it to somebody else.
     *
     * @param due when he is to do it; none for the moment it is due already
     * @param overLimit why he gets it on a full day all the same; none where he is not to
     */
    public void handOver(String number, String login, @Nullable Instant due, @Nullable String overLimit) {
        attempts.run(() -> {
            var activity = changeable(number);
            requirePerson(login);
            if (!login.equals(activity.responsible())) {
                var when = due == null ? activity.due() : due;
                try {
                    requireRoom(login, when, overLimit);
                } catch (Refusal full) {
                    throw full.at("responsible");
                }
                capacity.stopWaiting(number);
                if (!when.equals(activity.due())) {
                    requireAhead(when);
                    rows.replan(number, when, activity.remindBefore(), activity.responsible(), activity.queue());
                    history.tell(new History.Change(activity.company(), "activityMoved")
                            .from(activity.due().toString(), when.toString())
                            .because(activity.title())
                            .foreign(isForeign(activity)));
                    activity = row(number);
                }
                give(activity, login, isForeign(activity));
                tell(row(number), login, "activityGiven");
            }
        });
    }

    private void give(Activity activity, @Nullable String login, boolean isForeign) {
        var queue = login == null ? Role.OPERATOR.group() : group(login);
        rows.replan(activity.number(), activity.due(), activity.remindBefore(), login, queue);
        replanned(activity.number());
        history.tell(new History.Change(activity.company(), "activityHandedOver")
                .from(activity.responsible(), login == null ? queue : login)
                .because(activity.title())
                .foreign(isForeign));
    }

    /** There is room for what had to wait: it goes back to a day nearer to the one it was wished for. */
    void moveBack(String number, Instant due) {
        rows.find(number).filter(Activity::isPlanned).ifPresent(before -> {
            var activity = locked(number);
            rows.replan(number, due, activity.remindBefore(), activity.responsible(), activity.queue());
            replanned(number);
            history.tell(new History.Change(activity.company(), "activityMoved")
                    .from(activity.due().toString(), due.toString())
                    .because(activity.title()));
        });
    }

    /** It is not to be done any more. */
    public void cancel(String number, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Refusal("activities.reasonMissing", LONGEST_REASON).at("reason");
        }
        attempts.run(() -> cancelled(changeable(number), reason.strip()));
    }

    private void cancelled(Activity activity, String reason) {
        if (rows.close(activity.number(), ActivityState.CANCELLED, null, reason, me(), clock.instant())) {
            process.cancelled(activity.number());
            history.tell(new History.Change(activity.company(), "activityCancelled")
                    .from(activity.title(), null)
                    .because(reason)
                    .foreign(isForeign(activity)));
            keepPlan(activity.company());
            said(activity.company(), activity.number());
        }
    }

    /** Records what came of it, for the step of the diagram. */
    public void record(String number, ActivityOutcome outcome, String result, @Nullable String performer) {
        var activity = locked(number);
        var now = clock.instant();
        if (!rows.close(number, ActivityState.DONE, outcome, result, performer == null ? me() : performer, now)) {
            throw closedMeanwhile(row(number));
        }
        settled(activity.company(), number, activity.kind(), outcome, now);
        history.tell(new History.Change(activity.company(), "activityDone")
                .from(null, activity.title())
                .because(result)
                .foreign(isForeign(activity)));
        said(activity.company(), number);
    }

    /** Plans the next one for whoever closed this one, for the step of the diagram. */
    public void follow(String number, FollowUp next, @Nullable String title, @Nullable String performer) {
        var activity = locked(number);
        var company = requireState(companies.hold(activity.company()), OPEN_FOR_PLANS);
        var who = performer == null ? activity.responsible() : performer;
        placed(
                company,
                following(activity, next, title == null ? "" : title, who, activity.remindBefore()),
                performer,
                isForeign(activity));
    }

    /** Reminds the responsible before it is due; nothing where it is too late for that. */
    public void remind(String number) {
        rows.find(number)
                .filter(Activity::isPlanned)
                .filter(activity -> activity.due().isAfter(clock.instant()))
                .ifPresent(activity -> tellHands(activity, "activityReminder"));
    }

    /** Tells the responsible that it is overdue. */
    public void tellOverdue(String number) {
        rows.find(number).filter(Activity::isPlanned).ifPresent(activity -> {
            tellHands(activity, "activityOverdue");
            // The colour in the lists changes now.
            said(activity.company(), number);
        });
    }

    /** Tells the supervisors that it has been overdue for long. */
    public void tellSupervisors(String number) {
        rows.find(number).filter(Activity::isPlanned).ifPresent(activity -> members(queues.supervisors()).stream()
                .filter(login -> !login.equals(activity.responsible()))
                .forEach(login -> tellOf(activity, login, "activityLong", line(activity) + " · " + name(activity))));
    }

    private String name(Activity activity) {
        var login = activity.responsible();
        return login == null ? activity.queue() : accounts.nameOf(login);
    }

    private Set<String> members(String group) {
        return accounts.group(group).map(WorkGroup::members).orElse(Set.of());
    }

    private void tellHands(Activity activity, String kind) {
        var login = activity.responsible();
        (login == null ? members(activity.queue()) : Set.of(login))
                .forEach(hand -> tellOf(activity, hand, kind, line(activity)));
    }

    /** What a batch has given out with one due date is told in one line: else it would drown all else at the bell. */
    private void tellOf(Activity activity, String login, String kind, String text) {
        var batch = activity.batch();
        if (batch == null) {
            notices.tell(login, kind, activity.number(), path(activity.number()), text);
        } else {
            notices.tellOnce(
                    login, kind + "OfMany", activity.number(), "activities", text, batch + " " + activity.due());
        }
    }

    private void tell(Activity activity, @Nullable String login, String kind) {
        var isOwn = login != null && login.equals(me());
        if (!isOwn) {
            tellHands(activity, kind);
        }
    }

    /** Tells a person that a batch has given him work; once, however much it is. */
    void tellOnce(Activity activity) {
        var login = activity.responsible();
        if (login != null && !login.equals(me()) && rows.countOfBatch(String.valueOf(activity.batch()), login) == 1) {
            notices.tell(login, "activitiesGiven", activity.number(), "activities", activity.title());
        }
    }

    private static String line(Activity activity) {
        return activity.companyName() + ": " + activity.title();
    }

    private static String path(String number) {
        return "activities/" + number;
    }

    /** What is planned moves along with its company; what is done stays with who did it (E68). */
    @EventListener
    void on(ResponsibleChanged change) {
        var before = change.before();
        if (before != null && !before.equals(change.after())) {
            for (var some = rows.plannedOf(change.company(), before, AT_ONCE);
                    !some.isEmpty();
                    some = rows.plannedOf(change.company(), before, AT_ONCE)) {
                some.forEach(activity -> give(activity, change.after(), false));
            }
        }
    }

    /** With whom no work is to be done, nothing is to be done. */
    @EventListener
    void on(CompanyClosed closed) {
        attempts.run(() -> {
            companies.hold(closed.company());
            for (var some = rows.planned(closed.company(), AT_ONCE);
                    !some.isEmpty();
                    some = rows.planned(closed.company(), AT_ONCE)) {
                some.forEach(activity -> cancelled(activity, closed.reason()));
            }
        });
    }

    /** Whoever has the task has the activity: taken from a queue, given back, handed over by a supervisor. */
    @EventListener
    void on(TaskChanged change) {
        var task = change.task();
        if (change.kind() == TaskChanged.Kind.ASSIGNED && task.processKey().equals(process.key())) {
            rows.find(task.businessKey())
                    .filter(activity ->
                            activity.isPlanned() && !Objects.equals(activity.responsible(), task.assignee()))
                    .ifPresent(activity -> {
                        rows.hold(activity.number(), task.assignee());
                        said(activity.company(), activity.number());
                    });
        }
    }

    /** What the list of companies shows of what came of it. */
    private void settled(String company, String number, ActivityKind kind, ActivityOutcome outcome, Instant at) {
        if (outcome == ActivityOutcome.REFUSED) {
            companies.refused(company, at);
        }
        if (outcome != ActivityOutcome.NOT_REACHED && kind.isContact()) {
            companies.contacted(company, at);
        }
        if (kind.isContact()) {
            var person = row(number).person();
            contacts.touched(person == null ? company : person, process.key(), at);
        }
        keepPlan(company);
    }

    /** Keeps in the list of companies what is planned with one. */
    void keepPlan(String company) {
        var first = rows.planned(company, 1).stream().findFirst();
        companies.plan(
                company,
                rows.countPlanned(company),
                first.map(Activity::due).orElse(null),
                first.map(Activity::title).orElse(null));
    }

    private void replanned(String number) {
        var activity = row(number);
        process.replanned(activity, remindAt(activity));
        keepPlan(activity.company());
        said(activity.company(), number);
    }

    private Instant remindAt(Activity activity) {
        var before = activity.remindBefore();
        return before == null ? activity.due() : activity.due().minus(before);
    }

    private void said(String company, String number) {
        signals.say(TOPIC);
        signals.say(number);
        signals.say(company);
    }

    /** Locks the company first, as every change does: two changes then never wait for each other. */
    private Activity held(String number) {
        if (find(number).isEmpty()) {
            throw unknown(number);
        }
        var activity = locked(number);
        if (!activity.isPlanned()) {
            throw closedMeanwhile(activity);
        }
        return activity;
    }

    /** The activity as it is now that its company is locked: who waited for a merge finds it at the other one. */
    private Activity locked(String number) {
        var before = row(number);
        companies.hold(before.company());
        var activity = row(number);
        while (!activity.company().equals(before.company())) {
            before = activity;
            companies.hold(before.company());
            activity = row(number);
        }
        return activity;
    }

    /** Whether who acts now is responsible neither for the company nor for what is to be done with it (S2.47). */
    private static boolean isForeign(Activity activity) {
        return Companies.isForeign(activity.companyResponsible(), activity.companyManager())
                && CurrentUser.login()
                        .filter(login -> login.equals(activity.responsible()))
                        .isEmpty();
    }

    private Activity changeable(String number) {
        var activity = held(number);
        if (!mayChange(activity)) {
            throw CurrentUser.isTrying()
                    ? new Refusal("security.onlyTrying")
                    : new Refusal("security.forbidden", Action.CHANGE, Section.ACTIVITIES);
        }
        return activity;
    }

    private CompanyCard permitted(String number, Set<CompanyState> states) {
        if (companies.find(number).isEmpty()) {
            throw new Refusal("customers.company.unknown", number);
        }
        var company = companies.hold(number);
        if (!mayCreate(company.form().responsible())) {
            policy.require(Section.ACTIVITIES, Action.CREATE, company.form().responsible(), null);
        }
        return requireState(company, states);
    }

    private static CompanyCard requireState(CompanyCard company, Set<CompanyState> states) {
        if (!states.contains(company.state())) {
            throw new Refusal("activities.notActive", company.name());
        }
        return company;
    }

    private ActivityPlan checked(ActivityPlan plan) {
        var title = plan.title().replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw new Refusal("activities.titleWrong", LONGEST_TITLE).at("title");
        }
        if (plan.description().length() > LONGEST_TEXT) {
            throw new Refusal("activities.tooLong", LONGEST_TEXT).at("description");
        }
        requireReminder(plan.remindBefore());
        var responsible = plan.responsible();
        if (responsible != null) {
            requirePerson(responsible);
        } else if (plan.queue() == null
                || accounts.group(String.valueOf(plan.queue())).isEmpty()) {
            throw new Refusal("activities.nobody").at("responsible");
        }
        return new ActivityPlan(
                plan.company(),
                plan.person(),
                plan.kind(),
                title,
                plan.description(),
                responsible,
                plan.queue(),
                plan.due(),
                plan.remindBefore(),
                plan.urgent(),
                plan.batch(),
                plan.series());
    }

    private void requireOfCompany(ActivityPlan plan) {
        var person = plan.person();
        if (person != null
                && companies.ofPerson(person).filter(plan.company()::equals).isEmpty()) {
            throw new Refusal("activities.unknownClient").at("person");
        }
    }

    private static void requireReminder(@Nullable Duration before) {
        if (before != null && (before.isNegative() || before.compareTo(LONGEST_REMINDER) > 0)) {
            throw new Refusal("activities.reminderWrong", LONGEST_REMINDER.toDays()).at("remindBefore");
        }
    }

    private void requirePerson(String login) {
        if (accounts.byLogin(login).filter(Account::active).isEmpty()) {
            throw new Refusal("activities.unknownPerson", accounts.nameOf(login)).at("responsible");
        }
    }

    private String queue(ActivityPlan plan) {
        var responsible = plan.responsible();
        return responsible == null ? String.valueOf(plan.queue()) : group(responsible);
    }

    /** The group whose work it is: that of the first role of the person. */
    private String group(String login) {
        return accounts.byLogin(login)
                .flatMap(account -> account.roles().stream().sorted().findFirst())
                .orElse(Role.OPERATOR)
                .group();
    }

    private static String required(String result) {
        if (result.isBlank() || result.length() > LONGEST_TEXT) {
            throw new Refusal("activities.resultMissing", LONGEST_TEXT).at("result");
        }
        return result.strip();
    }

    private static String cut(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE);
    }

    private Refusal closedMeanwhile(Activity activity) {
        return new Refusal(
                "activities.closedMeanwhile", accounts.nameOf(String.valueOf(activity.closedBy())), activity.title());
    }

    private Activity row(String number) {
        return rows.find(number).orElseThrow(() -> unknown(number));
    }

    private static Refusal unknown(String number) {
        return new Refusal("activities.unknown", number);
    }

    private static String me() {
        return CurrentUser.login().orElse("otklik");
    }
}
