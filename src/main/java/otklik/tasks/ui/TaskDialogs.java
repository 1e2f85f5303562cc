package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.tasks.GivenTask;
import otklik.tasks.GivenTasks;
import otklik.tasks.TaskPlan;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** What is asked before an assignment is given, moved, handed over or taken back. */
@Component
class TaskDialogs {
    private static final int NO_REMINDER = -1;
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private final TaskParts parts;

    TaskDialogs(TaskParts parts) {
        this.parts = parts;
    }

    /**
     * Gives an assignment.
     *
     * @param about business key of the case it is about; none where it is about nothing in particular
     * @param done run when it was given
     */
    void give(@Nullable String about, Runnable done) {
        var errors = new FormErrors();
        var title = errors.add("title", new TextField(t("tasks.what")));
        title.setMaxLength(GivenTasks.LONGEST_TITLE);
        title.setRequiredIndicatorVisible(true);
        title.setWidthFull();
        var who = errors.add("responsible", hands(t("tasks.forWhom")));
        var due = errors.add("due", new DueField(parts, t("tasks.due")));
        due.tomorrow();
        who.addValueChangeListener(change ->
                due.of(change.getValue() == null ? null : change.getValue().login()));
        var reminder = errors.add("remindBefore", reminder());
        var urgent = new Checkbox(t("tasks.urgent"));
        var description = errors.add("description", new TextArea(t("tasks.description")));
        description.setMaxLength(GivenTasks.LONGEST_TEXT);
        description.setWidthFull();
        description.setMinHeight("72px");
        var form = Parts.row("form");
        if (about != null) {
            form.add(new Div(Parts.text("muted", t("tasks.about") + ": "), new Span(parts.named(about))));
        }
        form.add(title, who, due, Parts.row("pair", reminder, urgent), description);
        TaskParts.ask(
                t("tasks.give.title"),
                form,
                t("tasks.give"),
                dialog -> errors.attempt(() -> {
                    var hands = who.getValue();
                    var given = parts.tasks()
                            .give(
                                    new TaskPlan(
                                            title.getValue(),
                                            description.getValue(),
                                            about,
                                            hands == null ? null : hands.login(),
                                            hands == null ? null : hands.group(),
                                            due.get().orElse(Instant.EPOCH),
                                            minutes(reminder.getValue()),
                                            urgent.getValue()),
                                    due.overLimit());
                    dialog.close();
                    Parts.done(t("tasks.given", given.number(), parts.who(given)));
                    done.run();
                }));
        title.focus();
    }

    void move(GivenTask task, Runnable done) {
        var errors = new FormErrors();
        var due = errors.add("due", new DueField(parts, t("tasks.due")));
        due.set(task.due());
        due.of(task.responsible());
        var reminder = errors.add("remindBefore", reminder());
        var before = task.remindBefore();
        reminder.setValue(before == null ? NO_REMINDER : (int) before.toMinutes());
        TaskParts.ask(
                t("tasks.move.title", task.title()),
                Parts.row("form", due, reminder),
                t("tasks.move"),
                dialog -> errors.attempt(() -> {
                    parts.tasks()
                            .move(
                                    task.number(),
                                    due.get().orElse(Instant.EPOCH),
                                    minutes(reminder.getValue()),
                                    due.overLimit());
                    dialog.close();
                    Parts.done(t("tasks.moved"));
                    done.run();
                }));
    }

    void handOver(GivenTask task, Runnable done) {
        var errors = new FormErrors();
        var who = errors.add("responsible", hands(t("tasks.forWhom")));
        TaskParts.ask(
                t("tasks.handOver.title", task.title()),
                Parts.row("form", who),
                t("tasks.handOver"),
                dialog -> errors.attempt(() -> {
                    var hands = who.getValue();
                    parts.tasks()
                            .handOver(
                                    task.number(),
                                    hands == null ? null : hands.login(),
                                    hands == null ? null : hands.group());
                    dialog.close();
                    Parts.done(t("tasks.handedOver", hands == null ? "" : hands.name()));
                    done.run();
                }));
        who.focus();
    }

    void withdraw(GivenTask task, Runnable done) {
        var errors = new FormErrors();
        var words = errors.add("words", new TextArea(t("tasks.reason")));
        words.setMaxLength(GivenTasks.LONGEST_WORDS);
        words.setRequiredIndicatorVisible(true);
        words.setWidthFull();
        TaskParts.ask(
                t("tasks.withdraw.title", task.title()),
                Parts.row("form", words),
                t("tasks.withdraw"),
                dialog -> errors.attempt(() -> {
                    parts.tasks().withdraw(task.number(), words.getValue());
                    dialog.close();
                    Parts.done(t("tasks.withdrawn"));
                    done.run();
                }));
        words.focus();
    }

    /** Gives an assignment about what the person is looking at. */
    void giveHere() {
        give(TaskParts.caseAt(UI.getCurrent().getActiveViewLocation().getPath()).orElse(null), () -> {});
    }

    private ComboBox<Hands> hands(String label) {
        var who = new ComboBox<Hands>(label);
        who.setItems(Hands.all(parts));
        who.setItemLabelGenerator(Hands::name);
        who.setRequiredIndicatorVisible(true);
        who.setWidthFull();
        return who;
    }

    private static Select<Integer> reminder() {
        var reminder = new Select<Integer>();
        reminder.setLabel(t("tasks.reminder"));
        reminder.setItems(NO_REMINDER, (int) GivenTasks.REMINDER.toMinutes(), DAY);
        reminder.setItemLabelGenerator(minutes -> minutes < 0
                ? t("tasks.reminder.none")
                : t(
                        "tasks.reminder.before",
                        minutes >= DAY ? t("ui.days", minutes / DAY) : t("ui.hours", minutes / HOUR)));
        reminder.setValue((int) GivenTasks.REMINDER.toMinutes());
        return reminder;
    }

    private static @Nullable Duration minutes(@Nullable Integer minutes) {
        return minutes == null || minutes < 0 ? null : Duration.ofMinutes(minutes);
    }
}
