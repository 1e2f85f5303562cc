package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.engine.CaseEvents;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.tasks.TaskRule;
import otklik.tasks.TaskRuleForm;
import otklik.tasks.TaskRules;
import otklik.ui.Diagram;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The rules "when this happens, that task for somebody within some time", each with what it would have done and its history (S1.36). */
@Route(value = TaskRulesView.PATH + "/:rule?", layout = MainLayout.class)
@PermitAll
@Needs(value = Section.WORK, action = Action.ASSIGN)
class TaskRulesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "tasks/rules";

    private final transient TaskRules rules;
    private final transient TaskParts parts;
    private final transient CaseEvents events;
    private final transient RuleDialog dialog;
    private final Grid<TaskRule> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final Div side = Parts.row("column");
    /** What can be waited for, by process and node; read once for all lines. */
    private transient Map<String, CaseEvents.Kind> kinds = Map.of();

    private @Nullable String selected;

    TaskRulesView(TaskRules rules, TaskParts parts, CaseEvents events, RuleDialog dialog) {
        this.rules = rules;
        this.parts = parts;
        this.events = events;
        this.dialog = dialog;
        addClassNames("page", "two", "task-rules");
        prepareGrid();
        var head = Parts.row(
                "head",
                Parts.link(TasksView.PATH, "‹ " + t("tasks.title")),
                new H1(t("tasks.rules.title")),
                Parts.row("grow"));
        if (rules.mayEdit()) {
            head.add(Parts.primary(Parts.button(t("tasks.rule.add"), "KeyN", "N", () -> dialog.add(this::open))));
        }
        add(Parts.row("card", head, listBody), side);
        Live.refresh(this, parts.signals(), Set.of(TaskRules.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("tasks.rules.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("rule").orElse(null);
        refresh();
    }

    private void prepareGrid() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", t("tasks.rules.title"));
        grid.addColumn(new ComponentRenderer<>(rule -> lines(when(rule.form()), process(rule.form()))))
                .setHeader(t("tasks.rule.when"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(rule ->
                        lines((rule.form().urgent() ? "! " : "") + rule.form().title(), who(rule.form()))))
                .setHeader(t("tasks.rule.what"))
                .setFlexGrow(2);
        grid.addColumn(rule -> within(rule.form()))
                .setHeader(t("tasks.rule.within"))
                .setWidth("90px")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::state))
                .setHeader(t("tasks.rule.state"))
                .setFlexGrow(2);
        grid.setItems(query -> rules.all(query.getOffset(), query.getLimit()).stream());
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(rule -> selection.isFromClient())
                .ifPresent(this::open));
    }

    private static Div lines(String first, String second) {
        var under = new Div(new Span(second));
        under.addClassNames("muted", "small");
        return new Div(new Div(new Span(first)), under);
    }

    private Div state(TaskRule rule) {
        var last = rule.lastFiredAt();
        return new Div(
                rule.isOn()
                        ? Parts.tag(Parts.Tone.OK, t("tasks.rule.on"))
                        : Parts.tag(Parts.Tone.NONE, t("tasks.rule.off")),
                Parts.row(
                        "muted",
                        new Span(
                                last == null
                                        ? t("tasks.rule.never")
                                        : t(
                                                "tasks.rule.fired",
                                                rule.fired(),
                                                parts.texts().moment(last)))));
    }

    private String when(TaskRuleForm form) {
        return kind(form).map(CaseEvents.Kind::label).orElse(t("tasks.rule.gone", form.node()));
    }

    private Optional<CaseEvents.Kind> kind(TaskRuleForm form) {
        return Optional.ofNullable(kinds.get(form.processKey() + "/" + form.node()));
    }

    private String process(TaskRuleForm form) {
        return kind(form).map(CaseEvents.Kind::process).orElse(form.processKey());
    }

    private String who(TaskRuleForm form) {
        var named = Hands.of(parts, form.responsible(), form.queue()).name();
        return form.toPerformer() ? t("tasks.rule.performerElse", named) : named;
    }

    static String within(TaskRuleForm form) {
        return switch (form.unit()) {
            case WORKING_HOURS -> t("tasks.rule.hours", form.within());
            case DAYS -> t("tasks.rule.days", form.within());
        };
    }

    private void open(TaskRule rule) {
        getUI().ifPresent(ui -> ui.navigate(PATH + "/" + rule.number()));
    }

    private void refresh() {
        kinds = events.all(Texts.locale()).stream()
                .collect(Collectors.toMap(kind -> kind.processKey() + "/" + kind.node(), Function.identity()));
        if (rules.all(0, 1).isEmpty()) {
            listBody.showEmpty(t("tasks.rules.empty"), t("tasks.rules.empty.hint"));
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        }
        side.removeAll();
        var rule = selected == null ? null : rules.find(selected).orElse(null);
        if (rule == null) {
            side.add(Parts.row("card", Parts.empty(t("tasks.rule.none"), t("tasks.rule.none.hint"))));
        } else {
            side.add(card(rule), picture(rule.form()), story(rule));
        }
    }

    private Div card(TaskRule rule) {
        var form = rule.form();
        var on = new Checkbox(t("tasks.rule.works"), rule.isOn());
        on.setReadOnly(!rules.mayEdit());
        on.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Parts.attempt(() -> rules.turn(rule.number(), change.getValue()));
            }
        });
        var facts = Parts.row(
                "kv",
                new Span(t("tasks.rule.when")),
                new Span(process(form) + ": " + when(form)),
                new Span(t("tasks.rule.what")),
                new Span(form.title()),
                new Span(t("tasks.forWhom")),
                new Span(who(form)),
                new Span(t("tasks.rule.within")),
                new Span(within(form)));
        facts.addClassName("wide");
        var foot = Parts.row("foot");
        if (rules.mayEdit()) {
            foot.add(
                    TaskParts.small(t("tasks.rule.change"), () -> dialog.change(rule, this::refresh)),
                    TaskParts.small(t("tasks.rule.remove"), () -> remove(rule)));
        }
        return Parts.row(
                "card",
                Parts.row("head", new H2(form.title()), Parts.row("grow"), Parts.text("faint", rule.number())),
                Parts.row("body", facts, on, dialog.preview(form)),
                foot);
    }

    private void remove(TaskRule rule) {
        if (Parts.attempt(() -> rules.remove(rule.number()))) {
            Parts.doneWithUndo(t("tasks.rule.removed", rule.form().title()), () -> rules.restore(rule));
            getUI().ifPresent(ui -> ui.navigate(PATH));
        }
    }

    /** Where in the diagram it happens. */
    private Div picture(TaskRuleForm form) {
        var body = Parts.row("body");
        parts.diagrams().current(form.processKey(), Texts.locale()).ifPresent(place -> {
            var diagram = new Diagram();
            diagram.show(place.xml(), List.of(form.node()), place.name());
            body.add(diagram);
        });
        return Parts.row("card", Parts.row("head", new H2(t("tasks.rule.place"))), body);
    }

    private Div story(TaskRule rule) {
        return Parts.row(
                "card",
                Parts.row("head", new H2(t("tasks.history"))),
                Parts.row("body", parts.timeline(rule.number())));
    }
}
