package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.activities.Activities;
import otklik.activities.Activity;
import otklik.activities.ActivityFilter;
import otklik.activities.ActivityFilter.When;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityList;
import otklik.security.Account;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** What a person has planned to do, what is due first before the others; the address holds the filter and the activity. */
@Route(value = ActivitiesView.PATH + "/:number?", layout = MainLayout.class)
@PermitAll
class ActivitiesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "activities";
    private static final String WHEN = "when";
    private static final String KIND = "kind";
    private static final String PERSON = "person";
    private static final String TEXT = "text";
    private static final int LONGEST_TEXT = 200;

    private final transient ActivityList list;
    private final transient ActivityParts parts;
    private final Grid<Activity> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final ActivityPane pane;
    private final Map<When, NativeButton> chips = new EnumMap<>(When.class);
    private final Select<ActivityKind> kind = new Select<>();
    private final ComboBox<Account> person = new ComboBox<>();
    private final TextField text = new TextField();
    private transient ActivityFilter filter = ActivityFilter.MINE;
    private @Nullable String selected;

    ActivitiesView(ActivityList list, ActivityParts parts, ActivityDialogs dialogs, Policy policy) {
        this.list = list;
        this.parts = parts;
        this.pane = new ActivityPane(parts, dialogs, this::refresh);
        addClassNames("page", "two", "acts-page");
        prepareGrid();
        var series = new Anchor(SeriesView.PATH, t("activities.series.title"));
        series.getElement().setAttribute("router-link", true);
        series.addClassName("small");
        series.setVisible(policy.may(Section.ACTIVITIES, Action.CREATE));
        var card = Parts.row(
                "card",
                Parts.row("head", new H1(t("activities.title")), Parts.row("grow"), series),
                Parts.row("tools", chips(), narrower()),
                listBody);
        card.add(
                Parts.key("KeyJ", t("ui.next"), () -> step(true)),
                Parts.key("KeyK", t("ui.previous"), () -> step(false)));
        add(card, pane);
        Live.refresh(this, parts.signals(), Set.of(Activities.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return (selected == null ? "" : selected + " · ") + t("activities.title") + " · " + t("ui.name");
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
        grid.getElement().setAttribute("aria-label", t("activities.title"));
        grid.addColumn(LitRenderer.<Activity>of(
                        """
                        <div class="item"><span class="when">${item.kind}</span>
                        <div style="min-width:0"><b class="ell">${item.title}</b><div class="ell muted">${item.company}</div></div>
                        <span class="tag ${item.tone}" title="${item.full}">${item.state}</span></div>""")
                .withProperty("kind", activity -> t(activity.kind()))
                .withProperty("title", activity -> (activity.urgent() ? "! " : "") + activity.title())
                .withProperty("company", activity -> activity.companyName() + whose(activity))
                .withProperty("tone", activity -> parts.tone(activity).name().toLowerCase(Locale.ROOT))
                .withProperty(
                        "full",
                        activity ->
                                parts.texts().fullMoment(activity.due()) + parts.there(activity.due(), activity.zone()))
                .withProperty("state", parts::when));
        grid.setItems(query -> list.list(filter, query.getOffset(), query.getLimit()).stream());
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(activity -> selection.isFromClient())
                .ifPresent(activity -> go(filter, activity.number())));
    }

    private String whose(Activity activity) {
        return activity.responsible() == null ? " · " + parts.who(activity) : "";
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
        text.setPlaceholder(t("activities.search"));
        text.setAriaLabel(t("activities.search"));
        text.setClearButtonVisible(true);
        text.setMaxLength(LONGEST_TEXT);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(filter.saying(change.getValue()), selected);
            }
        });
        Parts.focusedBy(text, "Slash");
        kind.setItems(ActivityKind.values());
        kind.setAriaLabel(t("activities.kind"));
        kind.setEmptySelectionAllowed(true);
        kind.setEmptySelectionCaption(t("activities.anyKind"));
        kind.setItemLabelGenerator(value -> value == null ? t("activities.anyKind") : t(value));
        kind.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(filter.of(change.getValue()), selected);
            }
        });
        person.setAriaLabel(t("activities.person"));
        person.setPlaceholder(t("activities.mine"));
        person.setClearButtonVisible(true);
        person.setItemLabelGenerator(Account::name);
        var others = list.people();
        person.setItems(others);
        person.setVisible(!others.isEmpty());
        person.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(
                        filter.ofPerson(
                                change.getValue() == null
                                        ? null
                                        : change.getValue().login()),
                        selected);
            }
        });
        return Parts.row("narrower", text, kind, person);
    }

    private void refresh() {
        var counts = list.counts(filter);
        chips.forEach((when, chip) -> {
            chip.setText(t(when) + " " + counts.getOrDefault(when, 0));
            chip.getElement().setAttribute("aria-pressed", String.valueOf(filter.when() == when));
        });
        text.setValue(filter.text());
        kind.setValue(filter.kind());
        person.setValue(
                parts.accounts().byLogin(String.valueOf(filter.person())).orElse(null));
        if (counts.getOrDefault(filter.when(), 0) == 0) {
            if (filter.isNarrow()) {
                listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
            } else {
                listBody.showEmpty(t("activities.empty"), t("activities.empty.hint"));
            }
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        }
        pane.show(selected);
    }

    /** To the next one or the one before, however long the list; at its ends one stays. */
    private void step(boolean forward) {
        var here = selected == null ? null : parts.activities().find(selected).orElse(null);
        list.neighbour(filter, here, forward).ifPresent(activity -> go(filter, activity.number()));
    }

    private void go(ActivityFilter wanted, @Nullable String number) {
        getUI().ifPresent(ui -> ui.navigate(PATH + (number == null ? "" : "/" + number), query(wanted)));
    }

    private static QueryParameters query(ActivityFilter filter) {
        var query = new HashMap<String, List<String>>(
                Map.of(WHEN, List.of(filter.when().name())));
        if (filter.kind() != null) {
            query.put(KIND, List.of(filter.kind().name()));
        }
        if (filter.person() != null) {
            query.put(PERSON, List.of(filter.person()));
        }
        if (!filter.text().isBlank()) {
            query.put(TEXT, List.of(filter.text()));
        }
        return new QueryParameters(query);
    }

    private static ActivityFilter read(QueryParameters query) {
        var words = query.getSingleParameter(TEXT).orElse("");
        return new ActivityFilter(
                query.getSingleParameter(WHEN).flatMap(When::ofName).orElse(When.ALL),
                query.getSingleParameter(KIND)
                        .flatMap(name -> Arrays.stream(ActivityKind.values())
                                .filter(one -> one.name().equals(name))
                                .findFirst())
                        .orElse(null),
                query.getSingleParameter(PERSON).orElse(null),
                words.length() > LONGEST_TEXT ? words.substring(0, LONGEST_TEXT) : words);
    }
}
