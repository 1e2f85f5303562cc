package otklik.requests.ui;

import static otklik.ui.Texts.t;

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
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.requests.RequestCard;
import otklik.requests.RequestView;
import otklik.requests.Requests;
import otklik.security.CurrentUser;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** All dialogues by status, and the one that is open. The address holds the filter and the request. */
@Route(value = CommunicationsView.PATH + "/:number?", layout = MainLayout.class)
@PermitAll
@Needs(Section.REQUESTS)
class CommunicationsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "communications";
    private static final String VIEW = "view";
    private static final Duration SOON = Duration.ofHours(2);

    private final transient Requests requests;
    private final transient WorkItems work;
    private final transient Texts texts;
    private final String login = CurrentUser.login().orElseThrow();
    private final Map<RequestView, NativeButton> chips = new EnumMap<>(RequestView.class);
    private final TextField search = new TextField();
    private final Grid<Row> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final RequestPage page;
    private RequestView view;
    private @Nullable String selected;

    CommunicationsView(Requests requests, WorkItems work, Texts texts, Signals signals, RequestPages pages) {
        this.requests = requests;
        this.work = work;
        this.texts = texts;
        this.view = requests.isManager(login) ? RequestView.MINE : RequestView.ALL;
        this.page = pages.page();
        addClassNames("page", "three");
        add(list(), page.dialogue(), page.side());
        Live.refresh(this, signals, Set.of(Signals.REQUESTS, Signals.WORK), this::refresh);
        Live.refresh(this, signals, topic -> topic.equals(selected), page::refresh);
    }

    /** A request and the task that is open in it. */
    private record Row(RequestCard request, @Nullable WorkItem task) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Row row && row.request.number().equals(request.number());
        }

        @Override
        public int hashCode() {
            return request.number().hashCode();
        }
    }

    @Override
    public String getPageTitle() {
        return (selected == null ? "" : selected + " · ") + t("requests.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("number").orElse(null);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(VIEW)
                .flatMap(name -> Arrays.stream(RequestView.values())
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst())
                .ifPresent(found -> view = found);
        refresh();
        page.show(selected);
    }

    private Div list() {
        var filters = Parts.row("chips");
        for (var candidate : RequestView.values()) {
            var chip = new NativeButton("", click -> go(candidate, selected));
            chip.addClassName("chip");
            chips.put(candidate, chip);
            filters.add(chip);
        }
        search.setPlaceholder(t("requests.search"));
        search.setAriaLabel(t("requests.search"));
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());
        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        grid.getElement().setAttribute("aria-label", t("requests.title"));
        grid.addColumn(LitRenderer.<Row>of(
                        """
                        <div class="item"><span class="ava" aria-hidden="true">${item.initials}</span>
                        <div style="min-width:0"><b class="ell">${item.number} · ${item.client}</b>
                        <div class="ell muted">${item.last}</div></div>
                        <span class="tag ${item.tone}" title="${item.full}">${item.state}</span></div>""")
                .withProperty("initials", row -> Texts.initials(row.request().clientName()))
                .withProperty("number", row -> row.request().number())
                .withProperty("client", row -> row.request().clientName())
                .withProperty(
                        "last",
                        row -> (row.request().lastFromClient() ? "" : t("requests.us") + " ")
                                + row.request().lastMessage())
                .withProperty("tone", row -> tone(row).name().toLowerCase(java.util.Locale.ROOT))
                .withProperty("full", row -> texts.fullMoment(row.request().lastMessageAt()))
                .withProperty("state", this::state));
        grid.setItems(query -> {
            var found = requests.list(view, search.getValue(), query.getOffset(), query.getLimit());
            var tasks = work.ofCases(found.stream().map(RequestCard::number).collect(Collectors.toList()));
            return found.stream()
                    .map(request -> new Row(request, newest(tasks.getOrDefault(request.number(), List.of()))));
        });
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(row -> selection.isFromClient())
                .ifPresent(row -> go(view, row.request().number())));
        var head = Parts.row("head", new H1(t("requests.title")));
        var card = Parts.row("card", head, Parts.row("tools", filters, search), listBody);
        card.add(Parts.key("KeyJ", t("ui.next"), () -> step(1)), Parts.key("KeyK", t("ui.previous"), () -> step(-1)));
        return card;
    }

    private static @Nullable WorkItem newest(List<WorkItem> tasks) {
        return tasks.isEmpty() ? null : tasks.get(0);
    }

    private Parts.Tone tone(Row row) {
        var due = row.task() == null ? null : row.task().due();
        if (due != null && texts.isPast(due)) {
            return Parts.Tone.LATE;
        }
        return switch (row.request().status()) {
            case MANAGER_SILENT -> Parts.Tone.LATE;
            case REPLY_RECEIVED, LATE_REPLY, ASSIGNED ->
                due == null || row.request().warned() || texts.isWithin(due, SOON) ? Parts.Tone.TODAY : Parts.Tone.PLAN;
            case WON -> Parts.Tone.OK;
            case NEW -> Parts.Tone.TODAY;
            case WAITING_FOR_CLIENT, LOST, CLOSED_SILENT, MERGED -> Parts.Tone.PLAN;
        };
    }

    private String state(Row row) {
        var due = row.task() == null ? null : row.task().due();
        return switch (row.request().status()) {
            case REPLY_RECEIVED, ASSIGNED ->
                due == null ? t(row.request().status()) : t("requests.replyDue", texts.until(due));
            default -> t(row.request().status());
        };
    }

    private void refresh() {
        var counts = requests.counts();
        chips.forEach((candidate, chip) -> {
            var count = counts.getOrDefault(candidate, 0);
            var counted = candidate != RequestView.CLOSED && candidate != RequestView.ALL && count > 0;
            chip.setText(t(candidate) + (counted ? " " + count : ""));
            chip.getElement().setAttribute("aria-pressed", String.valueOf(candidate == view));
        });
        if (requests.list(view, search.getValue(), 0, 1).isEmpty()) {
            if (search.isEmpty()) {
                listBody.showEmpty(t("requests.empty"), t("requests.empty.hint." + view.name()));
            } else {
                listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
            }
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
            select();
        }
    }

    private void select() {
        requests.find(String.valueOf(selected))
                .ifPresentOrElse(request -> grid.select(new Row(request, null)), grid::deselectAll);
    }

    private void step(int by) {
        var visible = requests.list(view, search.getValue(), 0, 50).stream()
                .map(RequestCard::number)
                .toList();
        if (!visible.isEmpty()) {
            int here = visible.indexOf(selected);
            go(view, visible.get(here < 0 ? 0 : Math.floorMod(here + by, visible.size())));
        }
    }

    private void go(RequestView newView, @Nullable String number) {
        getUI().ifPresent(ui -> ui.navigate(
                PATH + (number == null ? "" : "/" + number),
                QueryParameters.of(VIEW, Objects.requireNonNull(newView).name())));
    }
}
