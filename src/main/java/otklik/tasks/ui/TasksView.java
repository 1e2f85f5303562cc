package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.Account;
import otklik.tasks.GivenTask;
import otklik.tasks.GivenTasks;
import otklik.tasks.TaskFilter;
import otklik.tasks.TaskFilter.When;
import otklik.tasks.TaskFilter.Whose;
import otklik.tasks.TaskList;
import otklik.tasks.TaskRules;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** Assignments: the person's own, those he has given, and all that he may see; the address holds the filter and the assignment. */
@Route(value = TasksView.PATH + "/:number?", layout = MainLayout.class)
@PermitAll
class TasksView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "tasks";
    private static final String WHOSE = "whose";
    private static final String WHEN = "when";
    private static final String PERSON = "person";
    private static final String TEXT = "text";
    private static final int LONGEST_TEXT = 200;

    private final transient TaskList list;
    private final transient TaskParts parts;
    private final Grid<GivenTask> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final TaskPane pane;
    private final Map<Whose, NativeButton> sides = new EnumMap<>(Whose.class);
    private final Map<When, NativeButton> chips = new EnumMap<>(When.class);
    private final ComboBox<Account> person = new ComboBox<>();
    private final TextField text = new TextField();
    private transient TaskFilter filter = TaskFilter.MINE;
    private @Nullable String selected;

    TasksView(TaskList list, TaskParts parts, TaskDialogs dialogs, TaskRules rules) {
        this.list = list;
        this.parts = parts;
        this.pane = new TaskPane(parts, dialogs, this::refresh);
        addClassNames("page", "two", "tasks-page");
        prepareGrid();
        var head = Parts.row("head", new H1(t("tasks.title")), Parts.row("grow"));
        if (rules.mayEdit()) {
            var link = Parts.link(TaskRulesView.PATH, t("tasks.rules.title"));
            link.addClassName("small");
            head.add(link);
        }
        if (parts.tasks().mayGive()) {
            head.add(
                    Parts.primary(Parts.button(t("tasks.give"), "KeyN", "N", () -> dialogs.give(null, this::refresh))));
        }
        add(Parts.row("card", head, Parts.row("tools", sides(), narrower(), chips()), listBody), pane);
        Live.refresh(this, parts.signals(), Set.of(GivenTasks.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return (selected == null ? "" : selected + " · ") + t("tasks.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("number").orElse(null);
        filter = read(event.getLocation().getQueryParameters());
        refresh();
    }

    private void prepareGrid() {
        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        grid.getElement().setAttribute("aria-label", t("tasks.title"));
        grid.addColumn(LitRenderer.<GivenTask>of(
                        """
                        <div class="item"><span class="when">${item.number}</span>
                        <div style="min-width:0"><b class="ell">${item.title}</b><div class="ell muted">${item.who}</div></div>
                        <span class="tag ${item.tone}" title="${item.full}">${item.state}</span></div>""")
                .withProperty("number", GivenTask::number)
                .withProperty("title", task -> (task.urgent() ? "! " : "") + task.title())
                .withProperty("who", this::who)
                .withProperty("tone", task -> parts.tone(task).name().toLowerCase(Locale.ROOT))
                .withProperty("full", task -> parts.texts().fullMoment(task.due()))
                .withProperty("state", parts::when));
        grid.setItems(query -> list.list(filter, query.getOffset(), query.getLimit()).stream());
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(task -> selection.isFromClient())
                .ifPresent(task -> go(filter, task.number())));
    }

    /** The other side of the assignment, and how far it is. */
    private String who(GivenTask task) {
        var other = filter.whose() == Whose.MINE
                ? t("tasks.from", parts.giver(task)) + (task.responsible() == null ? " · " + parts.who(task) : "")
                : parts.who(task);
        return task.isOpen() ? t(task.state()) + " · " + other : other;
    }

    private Div sides() {
        var row = Parts.row("chips");
        for (var whose : Whose.values()) {
            var chip = new NativeButton(t(whose), click -> go(filter.by(whose), selected));
            chip.addClassName("chip");
            chip.setVisible(whose != Whose.ALL || list.seesOthers());
            sides.put(whose, chip);
            row.add(chip);
        }
        return row;
    }

    private Div chips() {
        var row = Parts.row("chips");
        for (var when : When.values()) {
            var chip = new NativeButton("", click -> go(filter.at(when), selected));
            chip.addClassName("chip");
            chips.put(when, chip);
            row.add(chip);
        }
        return row;
    }

    private Div narrower() {
        text.setPlaceholder(t("tasks.search"));
        text.setAriaLabel(t("tasks.search"));
        text.setClearButtonVisible(true);
        text.setMaxLength(LONGEST_TEXT);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(filter.saying(change.getValue()), selected);
            }
        });
        Parts.focusedBy(text, "Slash");
        person.setAriaLabel(t("tasks.responsible"));
        person.setPlaceholder(t("tasks.anybody"));
        person.setClearButtonVisible(true);
        person.setItemLabelGenerator(Account::name);
        person.setItems(parts.accounts().all().stream().filter(Account::active).toList());
        person.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(
                        filter.of(
                                change.getValue() == null
                                        ? null
                                        : change.getValue().login()),
                        selected);
            }
        });
        return Parts.row("narrower", text, person);
    }

    private void refresh() {
        var counts = list.counts(filter);
        sides.forEach((whose, chip) ->
                chip.getElement().setAttribute("aria-pressed", String.valueOf(filter.whose() == whose)));
        chips.forEach((when, chip) -> {
            chip.setText(when == When.CLOSED ? t(when) : t(when) + " " + counts.getOrDefault(when, 0));
            chip.getElement().setAttribute("aria-pressed", String.valueOf(filter.when() == when));
        });
        text.setValue(filter.text());
        person.setVisible(filter.whose() != Whose.MINE);
        person.setValue(
                parts.accounts().byLogin(String.valueOf(filter.person())).orElse(null));
        var isEmpty = filter.when() == When.CLOSED
                ? list.list(filter, 0, 1).isEmpty()
                : counts.getOrDefault(filter.when(), 0) == 0;
        if (!isEmpty) {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        } else if (filter.isNarrow()) {
            listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
        } else {
            listBody.showEmpty(
                    t("tasks.empty"), t(filter.whose() == Whose.MINE ? "tasks.empty.mine" : "tasks.empty.given"));
        }
        pane.show(selected);
    }

    private void go(TaskFilter wanted, @Nullable String number) {
        getUI().ifPresent(ui -> ui.navigate(PATH + (number == null ? "" : "/" + number), query(wanted)));
    }

    private static QueryParameters query(TaskFilter filter) {
        var query = new HashMap<String, List<String>>(Map.of(
                WHOSE,
                List.of(filter.whose().name()),
                WHEN,
                List.of(filter.when().name())));
        if (filter.person() != null) {
            query.put(PERSON, List.of(filter.person()));
        }
        if (!filter.text().isBlank()) {
            query.put(TEXT, List.of(filter.text()));
        }
        return new QueryParameters(query);
    }

    private static TaskFilter read(QueryParameters query) {
        var words = query.getSingleParameter(TEXT).orElse("");
        var whose = query.getSingleParameter(WHOSE).flatMap(Whose::ofName).orElse(Whose.MINE);
        return new TaskFilter(
                whose,
                query.getSingleParameter(WHEN).flatMap(When::ofName).orElse(When.OPEN),
                whose == Whose.MINE ? null : query.getSingleParameter(PERSON).orElse(null),
                words.length() > LONGEST_TEXT ? words.substring(0, LONGEST_TEXT) : words);
    }
}
