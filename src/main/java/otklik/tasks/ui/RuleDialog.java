package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.engine.CaseEvents;
import otklik.tasks.GivenTasks;
import otklik.tasks.TaskRule;
import otklik.tasks.TaskRuleForm;
import otklik.tasks.TaskRuleForm.Unit;
import otklik.tasks.TaskRules;
import otklik.ui.FormErrors;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The fields of a rule, with what it would do below them. */
@Component
class RuleDialog {
    private static final int FIRST_TIME = 4;

    private final TaskRules rules;
    private final TaskParts parts;
    private final CaseEvents events;

    RuleDialog(TaskRules rules, TaskParts parts, CaseEvents events) {
        this.rules = rules;
        this.parts = parts;
        this.events = events;
    }

    void add(Consumer<TaskRule> done) {
        var fields = new Fields(null);
        ask(t("tasks.rule.add"), fields, () -> done.accept(rules.add(fields.read())));
    }

    void change(TaskRule rule, Runnable done) {
        var fields = new Fields(rule.form());
        ask(t("tasks.rule.change.title", rule.number()), fields, () -> {
            rules.change(rule.number(), rule.version(), fields.read());
            done.run();
        });
    }

    private static void ask(String title, Fields fields, Runnable save) {
        TaskParts.ask(
                title,
                fields.form,
                t("ui.save"),
                dialog -> fields.errors.attempt(() -> {
                    save.run();
                    dialog.close();
                    Parts.done(t("tasks.rule.saved"));
                }));
        fields.event.focus();
    }

    /** When the rule would have given an assignment, and until when one given now would be to be done. */
    Div preview(TaskRuleForm form) {
        var preview = rules.preview(form);
        var past = preview.past();
        var days = TaskRules.PREVIEWED.toDays();
        var body = Parts.row(
                "note",
                new Div(new Span(
                        past.count() == 0
                                ? t("tasks.preview.never", days)
                                : t(
                                        past.count() < CaseEvents.COUNTED
                                                ? "tasks.preview.times"
                                                : "tasks.preview.many",
                                        past.count(),
                                        days))));
        var latest = new Div();
        past.latest()
                .forEach(one -> latest.add(
                        TaskParts.about(one.businessKey()),
                        new Span(" "),
                        Parts.moment(parts.texts(), one.at()),
                        new Span(" ")));
        body.add(latest, new Div(new Span(t("tasks.preview.due", parts.texts().moment(preview.due())))));
        if (parts.tasks().isOfAssignments(form.processKey())) {
            body.add(Parts.text("muted", t("tasks.preview.notOfRules")));
        }
        body.addClassName("rule-preview");
        return body;
    }

    private final class Fields {
        private final FormErrors errors = new FormErrors();
        private final ComboBox<CaseEvents.Kind> event = errors.add("event", new ComboBox<>(t("tasks.rule.when")));
        private final TextField title = errors.add("title", new TextField(t("tasks.rule.what")));
        private final ComboBox<Hands> who = errors.add("responsible", new ComboBox<>(t("tasks.forWhom")));
        private final Checkbox performer = new Checkbox(t("tasks.rule.performer"));
        private final IntegerField within = errors.add("within", new IntegerField(t("tasks.rule.within")));
        private final Select<Unit> unit = new Select<>();
        private final Checkbox urgent = new Checkbox(t("tasks.urgent"));
        private final TextArea description = errors.add("description", new TextArea(t("tasks.description")));
        private final Div shown = new Div();
        private final Div form;

        Fields(@Nullable TaskRuleForm before) {
            event.setItems(events.all(Texts.locale()));
            event.setItemLabelGenerator(kind -> kind.process() + ": " + kind.label()
                    + (kind.cause() == CaseEvents.Cause.MESSAGE ? " (" + t("tasks.rule.message") + ")" : ""));
            event.setWidthFull();
            event.setRequiredIndicatorVisible(true);
            title.setMaxLength(GivenTasks.LONGEST_TITLE);
            title.setRequiredIndicatorVisible(true);
            title.setWidthFull();
            who.setItems(Hands.all(parts));
            who.setItemLabelGenerator(Hands::name);
            who.setRequiredIndicatorVisible(true);
            who.setWidthFull();
            unit.setLabel(t("tasks.rule.unit"));
            unit.setItems(Unit.values());
            unit.setItemLabelGenerator(value -> t(value));
            within.setMin(1);
            within.setStepButtonsVisible(true);
            description.setMaxLength(GivenTasks.LONGEST_TEXT);
            description.setWidthFull();
            description.setMinHeight("60px");
            if (before == null) {
                within.setValue(FIRST_TIME);
                unit.setValue(Unit.WORKING_HOURS);
            } else {
                events.find(before.processKey(), before.node(), Texts.locale()).ifPresent(event::setValue);
                title.setValue(before.title());
                who.setValue(Hands.of(parts, before.responsible(), before.queue()));
                performer.setValue(before.toPerformer());
                within.setValue(before.within());
                unit.setValue(before.unit());
                urgent.setValue(before.urgent());
                description.setValue(before.description());
            }
            event.addValueChangeListener(change -> show());
            within.addValueChangeListener(change -> show());
            unit.addValueChangeListener(change -> show());
            form = Parts.row(
                    "form", event, title, who, performer, Parts.row("pair", within, unit), urgent, description, shown);
            show();
        }

        private void show() {
            shown.removeAll();
            if (event.getValue() != null) {
                shown.add(preview(read()));
            }
        }

        TaskRuleForm read() {
            var kind = event.getValue();
            var hands = who.getValue();
            return new TaskRuleForm(
                    kind == null ? "" : kind.processKey(),
                    kind == null ? "" : kind.node(),
                    title.getValue(),
                    description.getValue(),
                    performer.getValue(),
                    hands == null ? null : hands.login(),
                    hands == null ? null : hands.group(),
                    within.getValue() == null ? 0 : within.getValue(),
                    unit.getValue(),
                    urgent.getValue());
        }
    }
}
