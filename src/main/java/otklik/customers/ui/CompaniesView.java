package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.ClientItemToggleEvent;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyList;
import otklik.customers.CompanySelection;
import otklik.customers.CustomFields;
import otklik.customers.Cycle;
import otklik.customers.FreezeSegment;
import otklik.customers.NextStep;
import otklik.customers.PlannedActivities;
import otklik.customers.Segments;
import otklik.customers.ui.CompanyRow.Now;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.products.Products;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.ListColumns;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.SavedViewMenu;
import otklik.ui.SavedViews;
import otklik.ui.Texts;

/**
 * The list of companies: what is to be done with each by colour and word, filters that the address holds, and acts on many at once. A page
 * is read along an index, whatever the size of the list.
 */
@Route(value = CompaniesView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.COMPANIES)
class CompaniesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "companies";
    private static final int MOST_AT_ONCE = 1000;
    /** In the line of the tools, after what is about the list itself. */
    private static final int PLACE_OF_LINKS = 3;

    private final transient CompanyList list;
    private final transient Cycle cycle;
    private final transient Texts texts;
    private final transient Clock clock;
    private final transient Accounts accounts;
    private final transient ObjectProvider<PlannedActivities> planned;
    private final transient WhyWords whyWords;
    private final Grid<CompanyRow> grid = new Grid<>();
    private final ListBody body = new ListBody(grid);
    private final Div chips = Parts.row("chips");
    private final CompanyFilterBar filters;
    private final SavedViewMenu views;
    private final BulkBar bulk;
    private final CompanyColumns columns;
    private final Map<String, Integer> places = new HashMap<>();
    private transient Now now;
    private int lastToggled = -1;
    /** How many are chosen by the filter; zero where they are chosen by hand. */
    private int chosenByFilter;

    CompaniesView(
            CompanyList list,
            Companies companies,
            CustomFields customFields,
            Cycle cycle,
            Segments segments,
            FreezeSegment freezing,
            Products products,
            Accounts accounts,
            Policy policy,
            SavedViews savedViews,
            ListColumns listColumns,
            List<CompanyAct> acts,
            List<CompanyListButton> buttons,
            ObjectProvider<PlannedActivities> planned,
            WhyWords whyWords,
            Texts texts,
            Clock clock,
            Settings settings,
            Signals signals) {
        this.list = list;
        this.cycle = cycle;
        this.texts = texts;
        this.clock = clock;
        this.accounts = accounts;
        this.planned = planned;
        this.whyWords = whyWords;
        this.now = new Now(texts, clock, cycle.start(), accounts);
        var fields = customFields.all();
        this.filters = new CompanyFilterBar(
                companies,
                accounts,
                fields,
                policy.may(Section.PRODUCTS, Action.VIEW) ? products.active() : List.of(),
                segments,
                this::go);
        this.views = new SavedViewMenu(savedViews, PATH, () -> query(filters.filter()), this::open);
        this.bulk = new BulkBar(acts, this::selection, this::chooseAll, this::clear);
        this.columns = new CompanyColumns(grid, listColumns, fields, () -> now, this::why);
        addClassName("page");
        var quick = new QuickAdd(companies, settings.country());
        var head = Parts.row("head", new H1(t("customers.title")), chips, Parts.row("grow"));
        buttons.stream()
                .filter(CompanyListButton::isAllowed)
                .sorted(Comparator.comparingInt(CompanyListButton::order))
                .forEach(button -> head.add(new Button(t(button.title()), click -> button.open(filters.filter()))));
        if (policy.may(Section.COMPANIES, Action.CREATE)) {
            head.add(Parts.primary(Parts.button(t("customers.addCompany"), "KeyC", "C", quick::open)));
        }
        var choose = small("customers.columns", columns::choose);
        var all = small("customers.bulk.choose", this::chooseAll);
        var tools = Parts.row(
                "line",
                views,
                new SegmentMenu(segments, freezing, list, filters::filter),
                choose,
                Parts.row("grow"),
                all);
        if (policy.may(Section.REPORTS, Action.VIEW)) {
            tools.addComponentAtIndex(PLACE_OF_LINKS, link(ForeignEditsView.PATH, "customers.foreign"));
        }
        if (policy.may(Section.SETTINGS, Action.VIEW)) {
            tools.addComponentAtIndex(PLACE_OF_LINKS, link(FieldsView.PATH, "customers.fields"));
        }
        tools.addClassName("list-tools");
        prepareGrid();
        add(Parts.row("card", head, Parts.row("tools", filters, tools), quick, body), bulk);
        Live.refresh(
                this, signals, Set.of(Companies.TOPIC, Segments.TOPIC, Signals.SETTINGS, Signals.STAFF), this::refresh);
    }

    private static Button small(String title, Runnable action) {
        var button = new Button(t(title), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private static Anchor link(String path, String title) {
        return Parts.link(path, t(title));
    }

    @Override
    public String getPageTitle() {
        return t("customers.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        if (query.getParameters().isEmpty()) {
            query = views.beginning().orElse(query);
        }
        var filter = CompanyFilter.read(query.getQueryString());
        if (!filter.equals(filters.filter())) {
            clear();
        }
        filters.show(filter);
        views.refresh();
        refresh();
    }

    private static QueryParameters query(CompanyFilter filter) {
        return QueryParameters.fromString(filter.query());
    }

    private void open(QueryParameters query) {
        getUI().ifPresent(ui -> ui.navigate(PATH, query));
    }

    private void go(CompanyFilter filter) {
        open(query(filter));
    }

    private void prepareGrid() {
        grid.addClassNames("list", "columns", "companies");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        grid.getElement().setAttribute("aria-label", t("customers.title"));
        var model = (GridMultiSelectionModel<CompanyRow>) grid.setSelectionMode(Grid.SelectionMode.MULTI);
        model.setDragSelect(true);
        model.addClientItemToggleListener(this::toggled);
        model.addMultiSelectionListener(selection -> {
            if (selection.isFromClient()) {
                chosenByFilter = 0;
            }
            showBulk();
        });
        grid.getElement().executeJs("window.otklik.nameCheckBoxes(this, $0)", t("customers.bulk.chosenColumn"));
        grid.setPartNameGenerator(row -> chosenByFilter > 0 ? "chosen" : null);
        grid.setItems(this::fetch);
        columns.draw();
    }

    private Stream<CompanyRow> fetch(Query<CompanyRow, Void> query) {
        var found = list.page(filters.filter(), query.getOffset(), query.getLimit());
        var numbers = found.stream().map(CompanyCard::number).toList();
        var open = found.stream()
                .filter(company -> company.openActivities() > 0)
                .map(CompanyCard::number)
                .toList();
        var source = open.isEmpty() ? null : planned.getIfAvailable();
        var ofThese = source == null ? Map.<String, List<PlannedActivities.Planned>>of() : source.of(open);
        for (int place = 0; place < numbers.size(); place++) {
            places.put(numbers.get(place), query.getOffset() + place);
        }
        return found.stream()
                .map(company -> new CompanyRow(company, ofThese.getOrDefault(company.number(), List.of())));
    }

    /** With the shift key all between the last one and this one are chosen, or are not, like this one. */
    private void toggled(ClientItemToggleEvent<CompanyRow> toggle) {
        int place =
                Objects.requireNonNullElse(places.get(toggle.getItem().company().number()), -1);
        if (toggle.isShiftKey() && place >= 0 && lastToggled >= 0) {
            var first = Math.min(place, lastToggled);
            var count = Math.min(Math.abs(place - lastToggled) + 1, MOST_AT_ONCE);
            var between = list.page(filters.filter(), first, count).stream()
                    .map(company -> new CompanyRow(company, List.of()))
                    .toArray(CompanyRow[]::new);
            if (toggle.isSelected()) {
                grid.asMultiSelect().select(between);
            } else {
                grid.asMultiSelect().deselect(between);
            }
        }
        lastToggled = place;
    }

    private CompanySelection selection() {
        return chosenByFilter > 0
                ? CompanySelection.byFilter(filters.filter().query(), chosenByFilter)
                : CompanySelection.of(grid.getSelectedItems().stream()
                        .map(row -> row.company().number())
                        .toList());
    }

    private void chooseAll() {
        grid.deselectAll();
        chosenByFilter = list.countAll(filters.filter());
        grid.getDataProvider().refreshAll();
        showBulk();
    }

    private void clear() {
        var wasByFilter = chosenByFilter > 0;
        chosenByFilter = 0;
        lastToggled = -1;
        places.clear();
        grid.deselectAll();
        if (wasByFilter) {
            grid.getDataProvider().refreshAll();
        }
        showBulk();
    }

    private void showBulk() {
        var byHand = grid.getSelectedItems().size();
        bulk.show(
                chosenByFilter > 0 ? chosenByFilter : byHand,
                chosenByFilter > 0 || byHand == 0 ? "" : words(list.count(filters.filter())));
    }

    private static String words(int count) {
        return count > CompanyList.COUNTED ? CompanyList.COUNTED + "+" : String.valueOf(count);
    }

    private void refresh() {
        now = new Now(texts, clock, cycle.start(), accounts);
        showChips();
        if (list.page(filters.filter(), 0, 1).isEmpty()) {
            var isNarrowed = filters.filter().isNarrowed();
            body.showEmpty(
                    t(isNarrowed ? "ui.nothingFound" : "customers.empty"),
                    t(isNarrowed ? "ui.nothingFound.hint" : "customers.empty.hint"));
        } else {
            body.showRows();
            grid.getDataProvider().refreshAll();
        }
    }

    /** Mine, and what is wrong: not contacted in this cycle (S2.31), in work without a next step (S2.44). Counted within the filter. */
    private void showChips() {
        var filter = filters.filter();
        chips.removeAll();
        var isMine = CompanyFilter.ME.equals(filter.responsible());
        chip(t("customers.chip.mine"), isMine, filter.of(CompanyFilter.ME), filter.of((String) null));
        for (var step : List.of(NextStep.NOT_CONTACTED, NextStep.MISSING)) {
            chip(t("customers.chip." + step), filter.step() == step, filter.at(step), filter.at(null));
        }
    }

    private void chip(String name, boolean isOn, CompanyFilter on, CompanyFilter off) {
        var chip = new NativeButton(name + " " + words(list.count(on)), click -> go(isOn ? off : on));
        chip.addClassName("chip");
        chip.getElement().setAttribute("aria-pressed", String.valueOf(isOn));
        chips.add(chip);
    }

    /** Asked when somebody wants to know, for one company, not for each row (S2.46). */
    private void why(CompanyRow row) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(row.company().name());
        dialog.setWidth("420px");
        dialog.add(Parts.text("words", whyWords.answer(row.company().number())));
        dialog.getFooter().add(new Button(t("ui.close"), click -> dialog.close()));
        dialog.open();
    }
}
