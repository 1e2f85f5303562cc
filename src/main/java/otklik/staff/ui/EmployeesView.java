package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.staff.EmployeeRow;
import otklik.staff.EmployeeState;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** The list of employees. The address holds the search and the state. */
@Route(value = EmployeesView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.EMPLOYEES)
class EmployeesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "employees";
    private static final String TEXT = "text";
    private static final String STATE = "state";

    private final transient StaffScreens staff;
    private final Grid<EmployeeRow> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final TextField search = new TextField();
    private final Map<String, NativeButton> chips = new LinkedHashMap<>();
    private transient RightWords words;
    private @Nullable EmployeeState state;
    private @Nullable EmployeeRow focused;

    EmployeesView(StaffScreens staff, Signals signals) {
        this.staff = staff;
        this.words = staff.words();
        addClassName("page");
        add(list());
        Live.refresh(this, signals, Set.of(Signals.STAFF), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("staff.employees") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        state = query.getSingleParameter(STATE)
                .flatMap(name -> Arrays.stream(EmployeeState.values())
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst())
                .orElse(null);
        search.setValue(query.getSingleParameter(TEXT).orElse(""));
        refresh();
    }

    private Div list() {
        var filters = Parts.row("chips");
        chip(filters, null);
        for (var candidate : EmployeeState.values()) {
            chip(filters, candidate);
        }
        search.setPlaceholder(t("staff.search"));
        search.setAriaLabel(t("staff.search"));
        search.setClearButtonVisible(true);
        search.setWidth("260px");
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(state);
            }
        });
        var head = Parts.row("head", new H1(t("staff.employees")), StaffTabs.at(PATH), Parts.row("grow"));
        if (staff.policy().may(Section.EMPLOYEES, Action.CREATE)) {
            head.add(Parts.primary(Parts.button(t("staff.add"), "KeyN", "N", () -> open(EmployeeView.NEW))));
        }
        columns();
        return Parts.row("card", head, Parts.row("tools", search, filters), listBody);
    }

    private void chip(Div filters, @Nullable EmployeeState candidate) {
        var chip = new NativeButton("", click -> go(candidate));
        chip.addClassName("chip");
        chips.put(candidate == null ? "" : candidate.name(), chip);
        filters.add(chip);
    }

    private void columns() {
        grid.addClassNames("table", "opens");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        grid.getElement().setAttribute("aria-label", t("staff.employees"));
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(LitRenderer.<EmployeeRow>of("<b class=\"ell\" title=\"${item.name}\">${item.name}</b>")
                        .withProperty("name", EmployeeRow::name))
                .setHeader(t("staff.name"))
                .setWidth("150px")
                .setFlexGrow(2);
        text("staff.column.login", 180, row -> row.login() + " · " + row.email());
        text("staff.kind", 150, row -> t("staff.kind.short." + row.kind().name()));
        grid.addColumn(LitRenderer.<EmployeeRow>of("<span class=\"tag ${item.tone}\">${item.state}</span>")
                        .withProperty("tone", row -> tone(row.state()).name().toLowerCase(Locale.ROOT))
                        .withProperty("state", row -> t(row.state())))
                .setHeader(t("staff.state"))
                .setWidth("116px")
                .setFlexGrow(0);
        text("staff.department", 106, row -> row.department() == null ? "—" : row.department());
        text("staff.column.mode", 100, row -> t("staff.mode." + row.workMode().name()));
        text("staff.column.presets", 126, row -> row.presets().stream()
                .map(words::preset)
                .collect(Collectors.joining(", ")));
        text("staff.teams", 90, row -> String.join(", ", row.teams()));
        text(
                "staff.absentUntil",
                92,
                row -> row.absentUntil() == null ? "" : staff.texts().date(row.absentUntil()));
        grid.setItems(
                query -> staff.employees().list(search.getValue(), state, query.getOffset(), query.getLimit()).stream(),
                query -> staff.employees().count(search.getValue(), state));
        grid.addItemClickListener(click -> open(click.getItem().login()));
        grid.addCellFocusListener(focus -> focused = focus.getItem().orElse(null));
        grid.getElement()
                .addEventListener("keydown", key -> {
                    if (focused != null) {
                        open(focused.login());
                    }
                })
                .setFilter("event.key === 'Enter'");
    }

    private void text(String title, int width, ValueProvider<EmployeeRow, String> value) {
        grid.addColumn(LitRenderer.<EmployeeRow>of("<span class=\"ell\" title=\"${item.text}\">${item.text}</span>")
                        .withProperty("text", value))
                .setHeader(t(title))
                .setWidth(width + "px")
                .setFlexGrow(1);
    }

    static Parts.Tone tone(EmployeeState state) {
        return switch (state) {
            case INVITED -> Parts.Tone.TODAY;
            case ACTIVE -> Parts.Tone.OK;
            case SUSPENDED -> Parts.Tone.LATE;
            case LEFT -> Parts.Tone.NONE;
        };
    }

    private void refresh() {
        words = staff.words();
        chips.forEach((name, chip) -> {
            var candidate = name.isEmpty() ? null : EmployeeState.valueOf(name);
            var count = staff.employees().count("", candidate);
            chip.setText((candidate == null ? t("staff.everybody") : t(candidate)) + " " + count);
            chip.getElement().setAttribute("aria-pressed", String.valueOf(candidate == state));
        });
        if (staff.employees().count(search.getValue(), state) > 0) {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        } else if (search.isEmpty()) {
            listBody.showEmpty(t("staff.empty"), t("staff.empty.hint"));
        } else {
            listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
        }
    }

    private void go(@Nullable EmployeeState newState) {
        var query = new LinkedHashMap<String, String>();
        if (!search.isEmpty()) {
            query.put(TEXT, search.getValue());
        }
        if (newState != null) {
            query.put(STATE, newState.name());
        }
        getUI().ifPresent(ui -> ui.navigate(PATH, QueryParameters.simple(query)));
    }

    private void open(String login) {
        getUI().ifPresent(ui -> ui.navigate(PATH + "/" + login));
    }
}
