package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;
import otklik.activities.Activity;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityPlan;
import otklik.activities.FollowUp;
import otklik.customers.CompanyDeletions;
import otklik.customers.PersonCard;
import otklik.security.Account;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** What is asked before something is planned, noted, closed, moved, handed over or cancelled. */
@Component
class ActivityDialogs {
    private static final int NO_REMINDER = -1;
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private final ActivityParts parts;
    private final CompanyDeletions deletions;
    private final Policy policy;

    ActivityDialogs(ActivityParts parts, CompanyDeletions deletions, Policy policy) {
        this.parts = parts;
        this.deletions = deletions;
        this.policy = policy;
    }

    /** The company of a question. */
    record With(String number, String name, @Nullable ZoneId zone, @Nullable String responsible) {
        static With of(Activity activity) {
            return new With(activity.company(), activity.companyName(), activity.zone(), activity.companyResponsible());
        }
    }

    /** Plans something; the title is proposed by the kind as long as nobody has written one. */
    void plan(With company, FollowUp first, Runnable done) {
        plan(company, parts.followUps().due(first, company.zone()), "", done);
    }

    void plan(With company, @Nullable Instant proposed, String titled, Runnable done) {
        var errors = new FormErrors();
        var kind = kind();
        var title = errors.add("title", title());
        title.setValue(titled.isEmpty() ? t(kind.getValue()) : titled);
        kind.addValueChangeListener(change -> {
            if (title.getValue().isBlank() || title.getValue().equals(t(change.getOldValue()))) {
                title.setValue(t(change.getValue()));
            }
        });
        var description = errors.add("description", description());
        var client = client(company);
        var who = errors.add("responsible", person(t("activities.responsible")));
        var usual = company.responsible() == null ? CurrentUser.login() : Optional.of(company.responsible());
        usual.flatMap(parts.accounts()::byLogin).filter(Account::active).ifPresent(who::setValue);
        var due = errors.add("due", DueField.due(parts, company.zone()).withStrip());
        if (proposed != null) {
            due.set(proposed);
        }
        due.of(login(who.getValue()));
        who.addValueChangeListener(change -> due.of(login(change.getValue())));
        Runnable promise = () -> due.promised(company.number(), number(client), kind.getValue() == ActivityKind.CALL);
        promise.run();
        kind.addValueChangeListener(change -> promise.run());
        client.addValueChangeListener(change -> promise.run());
        var reminder = errors.add("remindBefore", reminder());
        var urgent = new Checkbox(t("activities.urgent"));
        ActivityParts.ask(
                t("activities.plan.title", company.name()),
                Parts.row(
                        "form",
                        Parts.row("pair", kind, who),
                        title,
                        client,
                        due,
                        Parts.row("pair", reminder, urgent),
                        description),
                t("activities.plan"),
                dialog -> {
                    if (errors.attempt(() -> {
                        var person = who.getValue();
                        parts.activities()
                                .plan(
                                        new ActivityPlan(
                                                company.number(),
                                                number(client),
                                                kind.getValue(),
                                                title.getValue(),
                                                description.getValue(),
                                                person == null ? null : person.login(),
                                                null,
                                                due.get().orElse(Instant.EPOCH),
                                                ActivityParts.minutes(reminder.getValue()),
                                                urgent.getValue(),
                                                null,
                                                null),
                                        due.overLimit());
                    })) {
                        dialog.close();
                        Parts.done(t("activities.planned.done"));
                        done.run();
                    }
                });
        title.focus();
    }

    /**
     * Notes what was done without having been planned.
     *
     * @param mayFollow whether the next one is offered
     */
    void note(With company, boolean mayFollow, Runnable done) {
        var errors = new FormErrors();
        var kind = kind();
        var title = errors.add("title", title());
        title.setValue(t(ActivityKind.CALL));
        kind.addValueChangeListener(change -> {
            if (title.getValue().isBlank() || title.getValue().equals(t(change.getOldValue()))) {
                title.setValue(t(change.getValue()));
            }
        });
        var when = errors.add("due", new DueField(parts, company.zone(), t("activities.done.when")));
        when.set(parts.clock().instant());
        var client = client(company);
        var closing = new ClosingFields(parts, errors, company.zone(), title.getValue());
        closing.offerNext(mayFollow);
        ActivityParts.ask(
                t("activities.done.title", company.name()),
                Parts.row("form", Parts.row("pair", kind, title), client, when, closing),
                t("activities.done.save"),
                dialog -> {
                    if (errors.attempt(() -> parts.activities()
                            .note(
                                    ActivityPlan.of(
                                                    company.number(),
                                                    kind.getValue(),
                                                    title.getValue(),
                                                    CurrentUser.login().orElseThrow(),
                                                    when.get()
                                                            .orElse(parts.clock()
                                                                    .instant()))
                                            .with(number(client)),
                                    closing.outcome(),
                                    closing.result(),
                                    closing.next(),
                                    closing.nextTitle()))) {
                        dialog.close();
                        Parts.done(t("activities.done.saved"));
                        done.run();
                        if (closing.isOther()) {
                            plan(company, null, closing.nextTitle(), done);
                        }
                    }
                });
        closing.focus();
    }

    /** As the field shows it. */
    private static Instant minute(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MINUTES);
    }

    private static @Nullable String login(@Nullable Account person) {
        return person == null ? null : person.login();
    }

    /** Closes a planned one with its result, and offers the next one. */
    void close(Activity activity, Runnable done) {
        var errors = new FormErrors();
        var closing = new ClosingFields(parts, errors, activity.zone(), activity.title());
        ActivityParts.ask(
                activity.title() + " · " + activity.companyName(),
                Parts.row("form", closing),
                t("activities.close"),
                dialog -> {
                    if (closed(activity, errors, closing, done)) {
                        dialog.close();
                    }
                });
        closing.focus();
    }

    /** Closes it with what the fields say; false when it was refused. */
    boolean closed(Activity activity, FormErrors errors, ClosingFields closing, Runnable done) {
        var isClosed = errors.attempt(() -> parts.activities()
                .close(activity.number(), closing.outcome(), closing.result(), closing.next(), closing.nextTitle()));
        if (isClosed) {
            Parts.done(t("activities.closed", activity.title()));
            done.run();
            if (closing.isOther()) {
                plan(With.of(activity), null, closing.nextTitle(), done);
            }
        }
        return isClosed;
    }

    void move(Activity activity, Runnable done) {
        var errors = new FormErrors();
        var due = errors.add("due", DueField.due(parts, activity.zone()).withStrip());
        due.set(activity.due());
        due.of(activity.responsible());
        due.promised(activity.company(), activity.person(), activity.kind() == ActivityKind.CALL);
        var reminder = errors.add("remindBefore", reminder());
        var before = activity.remindBefore();
        reminder.setValue(before == null ? NO_REMINDER : (int) before.toMinutes());
        ActivityParts.ask(
                t("activities.move.title", activity.title()),
                Parts.row("form", due, reminder),
                t("activities.move"),
                dialog -> {
                    if (errors.attempt(() -> parts.activities()
                            .move(
                                    activity.number(),
                                    due.get().orElse(Instant.EPOCH),
                                    ActivityParts.minutes(reminder.getValue()),
                                    due.overLimit()))) {
                        dialog.close();
                        Parts.done(t("activities.moved"));
                        done.run();
                    }
                });
    }

    void handOver(Activity activity, Runnable done) {
        var errors = new FormErrors();
        var who = errors.add("responsible", person(t("activities.handOver.to")));
        who.setWidthFull();
        var due = DueField.due(parts, activity.zone()).withStrip();
        due.set(activity.due());
        due.promised(activity.company(), activity.person(), activity.kind() == ActivityKind.CALL);
        who.addValueChangeListener(change -> due.of(login(change.getValue())));
        var fields = Parts.row("form", who, due);
        ActivityParts.ask(
                t("activities.handOver.title", activity.title()), fields, t("activities.handOver"), dialog -> {
                    var person = who.getValue();
                    if (person == null) {
                        who.setInvalid(true);
                        who.setErrorMessage(t("activities.nobody"));
                    } else if (errors.attempt(() -> parts.activities()
                            .handOver(
                                    activity.number(),
                                    person.login(),
                                    due.get()
                                            .filter(moment -> !moment.equals(minute(activity.due())))
                                            .orElse(null),
                                    due.overLimit()))) {
                        dialog.close();
                        Parts.done(t("activities.handedOver", person.name()));
                        done.run();
                    }
                });
        who.focus();
    }

    void cancel(Activity activity, Runnable done) {
        var errors = new FormErrors();
        var reason = errors.add("reason", new TextField(t("activities.reason")));
        reason.setMaxLength(Activities.LONGEST_REASON);
        reason.setWidthFull();
        reason.setRequiredIndicatorVisible(true);
        ActivityParts.ask(t("activities.cancel.title", activity.title()), reason, t("activities.cancel"), dialog -> {
            if (errors.attempt(() -> parts.activities().cancel(activity.number(), reason.getValue()))) {
                dialog.close();
                Parts.done(t("activities.cancelled"));
                done.run();
            }
        });
        reason.focus();
    }

    /** The client was not reached: a call for the person of the screen, before other work (S2.30). */
    void notReached(With company, Runnable done) {
        Parts.attempt(() -> {
            var again = parts.activities()
                    .planWhereFree(ActivityPlan.of(
                                    company.number(),
                                    ActivityKind.CALL,
                                    t("activities.notReached.task"),
                                    CurrentUser.login().orElseThrow(),
                                    parts.followUps().again(company.zone()))
                            .urgently());
            Parts.done(t("activities.notReached.doneAt", parts.texts().moment(again.due())));
            done.run();
        });
    }

    /** Whether the person may ask for the removal of the company. */
    boolean mayAskForRemoval(With company) {
        return policy.reach(Section.COMPANIES, Action.CHANGE).covers(company.responsible());
    }

    /** The client asks to be removed: an administrator decides (S2.29). */
    void asksToBeRemoved(With company, Runnable done) {
        var errors = new FormErrors();
        var words = errors.add("reason", new TextArea(t("activities.removal.words")));
        words.setMaxLength(CompanyDeletions.LONGEST_REASON);
        words.setRequiredIndicatorVisible(true);
        words.setWidthFull();
        ActivityParts.ask(
                t("activities.removal.title", company.name()),
                words,
                t("activities.removal.confirm"),
                dialog -> errors.attempt(() -> {
                    var asked = deletions.ask(company.number(), words.getValue());
                    dialog.close();
                    Parts.done(t("activities.removal.done", asked.number()));
                    done.run();
                }));
        words.focus();
    }

    static Select<ActivityKind> kind() {
        var kind = new Select<ActivityKind>();
        kind.setLabel(t("activities.kind"));
        kind.setItems(ActivityKind.values());
        kind.setItemLabelGenerator(value -> t(value));
        kind.setValue(ActivityKind.CALL);
        return kind;
    }

    static TextField title() {
        var title = new TextField(t("activities.what"));
        title.setMaxLength(Activities.LONGEST_TITLE);
        title.setRequiredIndicatorVisible(true);
        title.setWidthFull();
        return title;
    }

    static TextArea description() {
        var description = new TextArea(t("activities.description"));
        description.setMaxLength(Activities.LONGEST_TEXT);
        description.setWidthFull();
        description.setMinHeight("72px");
        return description;
    }

    /** With whom of the company; hidden where nobody of it is known. */
    private ComboBox<PersonCard> client(With company) {
        var client = new ComboBox<PersonCard>(t("activities.withWhom"));
        var people = parts.customers().ofCompany(company.number());
        client.setItems(people);
        client.setItemLabelGenerator(
                person -> person.position() == null ? person.name() : person.name() + ", " + person.position());
        client.setClearButtonVisible(true);
        client.setVisible(!people.isEmpty());
        return client;
    }

    private static @Nullable String number(ComboBox<PersonCard> client) {
        var person = client.getValue();
        return person == null ? null : person.number();
    }

    private ComboBox<Account> person(String label) {
        var who = new ComboBox<Account>(label);
        who.setItems(parts.people());
        who.setItemLabelGenerator(Account::name);
        return who;
    }

    static Select<Integer> reminder() {
        var reminder = new Select<Integer>();
        reminder.setLabel(t("activities.reminder"));
        reminder.setItems(NO_REMINDER, 0, (int) Activities.REMINDER.toMinutes(), HOUR, DAY);
        reminder.setItemLabelGenerator(minutes -> minutes < 0
                ? t("activities.reminder.none")
                : t("activities.reminder.before", amount(Duration.ofMinutes(minutes))));
        reminder.setValue((int) Activities.REMINDER.toMinutes());
        return reminder;
    }

    private static String amount(Duration before) {
        return before.toDays() > 0
                ? t("ui.days", before.toDays())
                : before.toHours() > 0 ? t("ui.hours", before.toHours()) : t("ui.minutes", before.toMinutes());
    }
}
