package otklik.products.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.grid.ColumnTextAlign;
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
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.history.History;
import otklik.kernel.Signals;
import otklik.products.ProductCard;
import otklik.products.Products;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The products, and the one that is open or being added. The address holds the filter, the search and the product. */
@Route(value = ProductsView.PATH + "/:product?", layout = MainLayout.class)
@PermitAll
@Needs(Section.PRODUCTS)
class ProductsView extends Div implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {
    static final String PATH = "products";
    private static final String NEW = "new";
    private static final String VIEW = "view";
    private static final String STATE = "state";
    private static final String SEARCH = "q";
    private static final int WALKED_THROUGH = 50;

    private final transient Products products;
    private final transient Policy policy;
    private final Map<ProductView, NativeButton> chips = new EnumMap<>(ProductView.class);
    private final TextField search = new TextField();
    private final Grid<ProductCard> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final ProductPane pane;
    private ProductView view = ProductView.ACTIVE;
    private @Nullable String selected;
    private @Nullable ProductCard focused;

    ProductsView(Products products, History history, Accounts accounts, Policy policy, Texts texts, Signals signals) {
        this.policy = policy;
        this.products = products;
        this.pane = new ProductPane(products, history, accounts, policy, texts, this::open, () -> go(view, null));
        addClassNames("page", "two", "wide-list");
        add(list(), pane);
        Live.refresh(this, signals, Set.of(Signals.PRODUCTS), this::refresh);
        Live.refresh(this, signals, topic -> topic.equals("product:" + selected), pane::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("products.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        parameters
                .getSingleParameter(VIEW)
                .flatMap(name -> Arrays.stream(ProductView.values())
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst())
                .ifPresent(found -> view = found);
        search.setValue(parameters.getSingleParameter(SEARCH).orElse(""));
        selected = event.getRouteParameters().get("product").orElse(null);
        if (selected == null) {
            pane.close();
        } else if (selected.equals(NEW)) {
            pane.add();
        } else {
            id(selected)
                    .flatMap(products::byId)
                    .ifPresentOrElse(pane::show, () -> pane.showUnknown(String.valueOf(selected)));
        }
        refresh();
    }

    /** What was typed and not saved is asked about before it is lost. */
    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (pane.isDirty()) {
            var leaving = event.postpone();
            pane.askToDiscard(leaving::proceed, () -> {
                leaving.cancel();
                select();
            });
        }
    }

    private Div list() {
        var filters = Parts.row("chips");
        for (var candidate : ProductView.values()) {
            var chip = new NativeButton("", click -> go(candidate, selected));
            chip.addClassName("chip");
            chips.put(candidate, chip);
            filters.add(chip);
        }
        search.setPlaceholder(t("products.search"));
        search.setAriaLabel(t("products.search"));
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                refresh();
                getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, here(view, selected)));
            }
        });
        fillGrid();
        var head = Parts.row("head", new H1(t("products.title")), Parts.row("grow"), filters);
        if (policy.may(Section.PRODUCTS, Action.CREATE)) {
            head.add(Parts.primary(Parts.button(t("products.add"), "KeyN", "N", () -> go(view, NEW))));
        }
        var card = Parts.row("card", head, Parts.row("tools", search), listBody);
        card.add(Parts.key("KeyJ", t("ui.next"), () -> step(1)), Parts.key("KeyK", t("ui.previous"), () -> step(-1)));
        card.add(Parts.key("Escape", t("ui.close"), () -> go(view, null)));
        return card;
    }

    private void fillGrid() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", t("products.title"));
        grid.addColumn(LitRenderer.<ProductCard>of("<b class=\"ell\" title=\"${item.name}\">${item.name}</b>")
                        .withProperty("name", ProductCard::name))
                .setHeader(t("products.name"))
                .setFlexGrow(1);
        grid.addColumn(product -> product.price().text(Texts.locale()))
                .setHeader(t("products.price"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("135px")
                .setFlexGrow(0);
        grid.addColumn(product -> VatField.word(product.vat()))
                .setHeader(t("products.vat"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("95px")
                .setFlexGrow(0);
        grid.addColumn(LitRenderer.<ProductCard>of("<span class=\"tag ${item.tone}\">${item.state}</span>")
                        .withProperty("tone", product -> product.active() ? "ok" : "plan")
                        .withProperty("state", product -> ProductPane.state(product.active())))
                .setKey(STATE)
                .setHeader(t("products.state"))
                .setWidth("130px")
                .setFlexGrow(0);
        grid.setItems(
                query ->
                        products
                                .list(search.getValue(), view == ProductView.ALL, query.getOffset(), query.getLimit())
                                .stream(),
                query -> products.count(search.getValue(), view == ProductView.ALL));
        grid.addSelectionListener(selection -> {
            if (selection.isFromClient()) {
                selection.getFirstSelectedItem().ifPresentOrElse(this::open, this::select);
            }
        });
        grid.addCellFocusListener(cell -> focused = cell.getItem().orElse(null));
        grid.getElement()
                .addEventListener("keydown", key -> {
                    if (focused != null) {
                        open(focused);
                        pane.focus();
                    }
                })
                .setFilter("event.key === 'Enter'");
    }

    private void refresh() {
        // Among the active ones the state says nothing, and the names need its place.
        grid.getColumnByKey(STATE).setVisible(view == ProductView.ALL);
        for (var candidate : ProductView.values()) {
            var chip = chips.get(candidate);
            if (chip != null) {
                chip.setText(t(candidate) + " " + products.count("", candidate == ProductView.ALL));
                chip.getElement().setAttribute("aria-pressed", String.valueOf(candidate == view));
            }
        }
        if (products.count(search.getValue(), view == ProductView.ALL) > 0) {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
            select();
        } else if (search.isEmpty()) {
            listBody.showEmpty(t("products.empty." + view.name()), t("products.empty.hint." + view.name()));
        } else {
            listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
        }
    }

    private void select() {
        id(selected).flatMap(products::byId).ifPresentOrElse(grid::select, grid::deselectAll);
    }

    private void step(int by) {
        var visible = products.list(search.getValue(), view == ProductView.ALL, 0, WALKED_THROUGH).stream()
                .map(product -> String.valueOf(product.id()))
                .toList();
        if (!visible.isEmpty()) {
            int here = visible.indexOf(selected);
            go(view, visible.get(here < 0 ? 0 : Math.floorMod(here + by, visible.size())));
        }
    }

    private void open(ProductCard product) {
        go(view, String.valueOf(product.id()));
    }

    private void go(ProductView newView, @Nullable String product) {
        getUI().ifPresent(ui -> {
            var there = here(newView, product);
            ui.navigate(there.getPath(), there.getQueryParameters());
        });
    }

    private Location here(ProductView itsView, @Nullable String product) {
        var parameters = search.isEmpty()
                ? QueryParameters.of(VIEW, itsView.name())
                : QueryParameters.simple(Map.of(VIEW, itsView.name(), SEARCH, search.getValue()));
        return new Location(PATH + (product == null ? "" : "/" + product), parameters);
    }

    private static java.util.Optional<Long> id(@Nullable String text) {
        return text == null || !text.matches("\\d{1,18}")
                ? java.util.Optional.empty()
                : java.util.Optional.of(Long.valueOf(text));
    }
}
