package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.requests.RequestCard;
import otklik.requests.RequestFilter;
import otklik.requests.RequestList;
import otklik.requests.RequestView;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Needs;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.SavedViewMenu;
import otklik.ui.SavedViews;
import otklik.ui.Texts;

/** All dialogues by status, as a list beside the one that is open or as a board. The address holds the filter and the request. */
@Route(value = CommunicationsView.PATH + "/:number?", layout = MainLayout.class)
@PermitAll
@Needs(Section.REQUESTS)
class CommunicationsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "communications";
    static final String AS = "as";
    static final String BOARD = "board";
    private static final int STEPPED = 50;

    private final transient RequestList list;
    private final transient RequestPages parts;
    private final Grid<RequestRow> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final FilterBar filters;
    private final SavedViewMenu views;
    private final Board board;
    private final Button toggle = Parts.button("", "KeyV", "V", this::toggle);
    private final Div head;
    private final Div tools = Parts.row("tools");
    private final transient RequestPage page;
    private final RequestView byDefault;
    private boolean isBoard;
    private boolean isDrawnAsBoard;
    private @Nullable String selected;

    CommunicationsView(RequestList list, RequestPages parts, SavedViews savedViews, Policy policy, Signals signals) {
        this.list = list;
        this.parts = parts;
        var login = CurrentUser.login().orElseThrow();
        this.byDefault = parts.requests().isManager(login) ? RequestView.MINE : RequestView.ALL;
        this.page = parts.page();
        var filter = RequestFilter.of(byDefault);
        this.filters = new FilterBar(
                list, parts.accounts(), parts.sources().names(), filter, wanted -> go(wanted, isBoard, selected));
        this.views = new SavedViewMenu(savedViews, PATH, () -> FilterBar.query(filters.filter(), isBoard), this::open);
        this.board = new Board(parts, list, filter, this::act, number -> go(filters.filter(), false, number));
        toggle.addThemeVariants(ButtonVariant.LUMO_SMALL);
        tools.add(filters);
        views.addThemeVariants(MenuBarVariant.LUMO_SMALL, MenuBarVariant.LUMO_TERTIARY);
        head = Parts.row("head", new H1(t("requests.title")), Parts.row("grow"), toggle);
        prepareGrid();
        addClassName("page");
        draw(policy);
        Live.refresh(this, signals, Set.of(Signals.REQUESTS, Signals.WORK), this::refresh);
        Live.refresh(this, signals, topic -> topic.equals(selected), page::refresh);
    }

    @Override
    public String getPageTitle() {
        return (selected == null ? "" : selected + " · ") + t("requests.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("number").orElse(null);
        var query = event.getLocation().getQueryParameters();
        if (query.getParameters().isEmpty() && selected == null) {
            query = views.beginning().orElse(query);
        }
        isBoard = query.getSingleParameter(AS).filter(BOARD::equals).isPresent();
        show(FilterBar.of(query, byDefault));
        page.show(isBoard ? null : selected);
    }

    private void prepareGrid() {
        var texts = parts.texts();
        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        grid.getElement().setAttribute("aria-label", t("requests.title"));
        grid.addColumn(LitRenderer.<RequestRow>of(
                        """
                        <div class="item"><span class="ava" aria-hidden="true">${item.initials}</span>
                        <div style="min-width:0"><b class="ell">${item.number} · ${item.client}</b>
                        <div class="ell muted">${item.last}</div>
                        <div class="ell small muted" title="${item.formula}">${item.meta}</div></div>
                        <span class="tag ${item.tone}" title="${item.full}">${item.state}</span></div>""")
                .withProperty("initials", row -> Texts.initials(row.request().clientName()))
                .withProperty("number", row -> row.request().number())
                .withProperty("client", row -> row.request().clientName())
                .withProperty("last", RequestRow::last)
                .withProperty("meta", row -> row.meta(parts.accounts()))
                .withProperty("formula", row -> row.formula(texts, parts.clock()))
                .withProperty("tone", row -> row.tone(texts).name().toLowerCase(Locale.ROOT))
                .withProperty("full", row -> texts.fullMoment(row.request().lastMessageAt()))
                .withProperty("state", row -> row.state(texts)));
        grid.setItems(query -> {
            var found = list.list(filters.filter(), query.getOffset(), query.getLimit());
            return RequestRow.of(found, parts).stream();
        });
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(row -> selection.isFromClient())
                .ifPresent(row -> go(filters.filter(), false, row.request().number())));
    }

    private void draw(Policy policy) {
        var links = Parts.row("line");
        links.add(
                link(ClosingTonightView.PATH, t("requests.tonight")),
                link(TemplatesView.PATH, t("requests.templates")));
        if (policy.may(Section.REPORTS, Action.VIEW)) {
            links.add(link(ResponseTimesView.PATH, t("requests.response.title")));
        }
        links.add(Parts.row("grow"), views);
        links.addClassName("links");
        tools.add(links);
        drawAsList();
    }

    private static Anchor link(String path, String text) {
        var link = Parts.link(path, text);
        link.addClassName("small");
        return link;
    }

    private void drawAsList() {
        removeAll();
        setClassName("three", true);
        setClassName("board-page", false);
        var card = Parts.row("card", head, tools, listBody);
        card.add(Parts.key("KeyJ", t("ui.next"), () -> step(1)), Parts.key("KeyK", t("ui.previous"), () -> step(-1)));
        add(card, page.dialogue(), page.side());
        isDrawnAsBoard = false;
    }

    private void drawAsBoard() {
        removeAll();
        setClassName("three", false);
        setClassName("board-page", true);
        add(Parts.row("card", head, tools, board));
        isDrawnAsBoard = true;
    }

    private void show(RequestFilter filter) {
        filters.show(filter, list.counts());
        if (isBoard != isDrawnAsBoard) {
            if (isBoard) {
                drawAsBoard();
            } else {
                drawAsList();
            }
        }
        toggle.setText(t(isBoard ? "requests.asList" : "requests.asBoard"));
        views.refresh();
        showRows(filter);
    }

    private void refresh() {
        filters.show(filters.filter(), list.counts());
        showRows(filters.filter());
    }

    private void showRows(RequestFilter filter) {
        if (isBoard) {
            board.show(filter);
        } else if (list.list(filter, 0, 1).isEmpty()) {
            if (filter.isNarrow()) {
                listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
            } else {
                listBody.showEmpty(
                        t("requests.empty"),
                        t("requests.empty.hint." + filter.view().name()));
            }
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
            select();
        }
    }

    private void select() {
        parts.requests()
                .find(String.valueOf(selected))
                .ifPresentOrElse(request -> grid.select(new RequestRow(request, null, null, "")), grid::deselectAll);
    }

    private void step(int by) {
        var visible = list.list(filters.filter(), 0, STEPPED).stream()
                .map(RequestCard::number)
                .toList();
        if (!visible.isEmpty()) {
            int here = visible.indexOf(selected);
            go(filters.filter(), false, visible.get(here < 0 ? 0 : Math.floorMod(here + by, visible.size())));
        }
    }

    private boolean act(Runnable action) {
        var done = Parts.attempt(action);
        refresh();
        return done;
    }

    private void toggle() {
        go(filters.filter(), !isBoard, isBoard ? selected : null);
    }

    private void open(QueryParameters query) {
        getUI().ifPresent(ui -> ui.navigate(PATH, query));
    }

    private void go(RequestFilter filter, boolean asBoard, @Nullable String number) {
        getUI().ifPresent(ui ->
                ui.navigate(PATH + (number == null || asBoard ? "" : "/" + number), FilterBar.query(filter, asBoard)));
    }
}
