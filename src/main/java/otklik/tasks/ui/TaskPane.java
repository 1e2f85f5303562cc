package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import org.jspecify.annotations.Nullable;
import otklik.tasks.GivenTask;
import otklik.tasks.GivenTasks;
import otklik.tasks.TaskAnswer;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** One assignment, to be answered where it is read. What was typed stays while others change things. */
class TaskPane extends Div {
    private final transient TaskParts parts;
    private final transient TaskDialogs dialogs;
    private final transient Runnable changed;
    private final Div told = new Div();
    private @Nullable GivenTask shown;
    private @Nullable Answering answering;
    private @Nullable TextArea said;

    /** The fields of the answer that is being written. */
    private record Answering(RadioButtonGroup<TaskAnswer> answer, TextArea words, DueField due) {
        void takeUp(Answering before) {
            if (before.answer().getValue() != null
                    && answer.getListDataView().contains(before.answer().getValue())) {
                answer.setValue(before.answer().getValue());
            }
            words.setValue(before.words().getValue());
            before.due().get().ifPresent(due::set);
        }
    }

    TaskPane(TaskParts parts, TaskDialogs dialogs, Runnable changed) {
        this.parts = parts;
        this.dialogs = dialogs;
        this.changed = changed;
        addClassName("card");
    }

    /** Draws it, unless it is drawn as it is; its history is always fresh. */
    void show(@Nullable String number) {
        var task = number == null ? null : parts.tasks().find(number).orElse(null);
        if (task == null) {
            shown = null;
            answering = null;
            said = null;
            removeAll();
            add(Parts.empty(t(number == null ? "tasks.none" : "tasks.notFound"), t("tasks.none.hint")));
            return;
        }
        if (!task.equals(shown)) {
            var isSame = shown != null && shown.number().equals(task.number());
            var answer = isSame ? answering : null;
            var comment = isSame ? said : null;
            shown = task;
            answering = null;
            removeAll();
            draw(task);
            if (answer != null && answering != null) {
                answering.takeUp(answer);
            }
            if (comment != null && said != null) {
                said.setValue(comment.getValue());
            }
        }
        told.removeAll();
        told.add(parts.timeline(task.number()));
    }

    private void draw(GivenTask task) {
        var facts = Parts.row(
                "kv",
                new Span(t("tasks.responsible")),
                new Span(parts.who(task)),
                new Span(t("tasks.giver")),
                giver(task),
                new Span(t("tasks.due")),
                Parts.moment(parts.texts(), task.due()));
        facts.addClassName("wide");
        if (task.about() != null) {
            facts.add(new Span(t("tasks.about")), parts.aboutNamed(task.about()));
        }
        var body = Parts.row("body", facts);
        if (!task.description().isBlank()) {
            body.add(Parts.text("act-words", task.description()));
        }
        var foot = Parts.row("foot");
        if (task.isOpen() && parts.tasks().mayAnswer(task)) {
            answer(task, body, foot);
        }
        if (parts.tasks().mayChange(task)) {
            foot.add(
                    TaskParts.small(t("tasks.move"), () -> dialogs.move(task, changed)),
                    TaskParts.small(t("tasks.handOver"), () -> dialogs.handOver(task, changed)),
                    TaskParts.small(t("tasks.withdraw"), () -> dialogs.withdraw(task, changed)));
        }
        if (!task.isOpen()) {
            body.add(Parts.row(
                    "note",
                    new Span(t(task.state()) + (task.result().isBlank() ? "" : ": " + task.result())),
                    Parts.text("faint", " " + parts.accounts().nameOf(String.valueOf(task.closedBy())))));
        }
        add(
                Parts.row(
                        "head",
                        new H1(task.title()),
                        Parts.row("grow"),
                        Parts.text("faint", task.number()),
                        task.isOpen() ? Parts.tag(Parts.Tone.PLAN, t(task.state())) : new Span(),
                        parts.tag(task)),
                body,
                foot);
        body.add(new H2(t("tasks.history")), comment(task), told);
    }

    private Span giver(GivenTask task) {
        return task.rule() == null
                ? new Span(parts.giver(task))
                : new Span(Parts.link(TaskRulesView.PATH + "/" + task.rule(), parts.giver(task)));
    }

    private void answer(GivenTask task, Div body, Div foot) {
        var errors = new FormErrors();
        var answer = new RadioButtonGroup<TaskAnswer>(t("tasks.answer"));
        answer.setItems(parts.tasks().answers(task));
        answer.setItemLabelGenerator(value -> t(value));
        answer.setValue(parts.tasks().answers(task).get(0));
        var words = errors.add("words", new TextArea(t("tasks.comment")));
        words.setMaxLength(GivenTasks.LONGEST_WORDS);
        words.setWidthFull();
        var due = errors.add("due", new DueField(parts, t("tasks.newDue")));
        due.setVisible(false);
        answer.addValueChangeListener(change -> {
            due.setVisible(change.getValue() == TaskAnswer.LATER);
            var isRefusal = change.getValue() == TaskAnswer.DECLINED;
            words.setLabel(t(isRefusal ? "tasks.reason" : "tasks.comment"));
            words.setRequiredIndicatorVisible(isRefusal);
        });
        answering = new Answering(answer, words, due);
        body.add(Parts.row("form", answer, due, words));
        foot.add(Parts.primary(Parts.button(t("tasks.say"), "Ctrl+Enter", "Ctrl ↵", () -> {
            if (errors.attempt(() -> parts.tasks()
                    .answer(
                            task.number(),
                            answer.getValue(),
                            words.getValue(),
                            due.get().orElse(null)))) {
                answering = null;
                Parts.done(t("tasks.said", t(answer.getValue()), task.title()));
                changed.run();
            }
        })));
    }

    /** Both sides can say something at any time. */
    private Div comment(GivenTask task) {
        var errors = new FormErrors();
        var words = errors.add("words", new TextArea());
        words.setPlaceholder(t("tasks.comment.hint"));
        words.setAriaLabel(t("tasks.comment.hint"));
        words.setMaxLength(GivenTasks.LONGEST_WORDS);
        words.setMinHeight("36px");
        words.addClassName("grow");
        said = words;
        var say = new Button(t("tasks.comment.add"), click -> {
            if (errors.attempt(() -> parts.tasks().comment(task.number(), words.getValue()))) {
                words.clear();
                show(task.number());
            }
        });
        var row = Parts.row("line", words, say);
        row.addClassName("task-comment");
        return row;
    }
}
