package otklik.inbox.ui;

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
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.inbox.MessageCard;
import otklik.inbox.MessageView;
import otklik.inbox.Messages;
import otklik.kernel.Signals;
import otklik.security.Accounts;
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

/** The list of messages, each read once, and the message that is being reviewed. The address holds the message. */
@Route(value = InboxView.PATH + "/:number?", layout = MainLayout.class)
@PermitAll
@Needs(Section.INBOX)
class InboxView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "inbox";

    private final transient Messages messages;
    private final transient WorkItems work;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final transient Clock clock;
    private final String login = CurrentUser.login().orElseThrow();
    private final Grid<Row> grid = new Grid<>();
    private final Div filters = new Div();
    private final TextField search = new TextField();
    private final Map<MessageView, NativeButton> chips = new EnumMap<>(MessageView.class);
    private final ListBody listBody = new ListBody(grid);
    private final MessagePane pane;
    private MessageView view = MessageView.UNREAD;
    private List<Row> rows = List.of();
    private @Nullable String selected;

    InboxView(
            Messages messages,
            WorkItems work,
            Accounts accounts,
            Texts texts,
            Clock clock,
            Signals signals,
            MessagePanes panes) {
        this.messages = messages;
        this.work = work;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
        this.pane = panes.pane(this::afterDecision);
        addClassNames("page", "two");
        add(list(), pane);
        Live.refresh(this, signals, Set.of(Signals.MESSAGES, Signals.WORK), this::refresh);
    }

    /** A message and the task of reviewing it, if it is open. */
    private record Row(MessageCard message, @Nullable WorkItem task) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Row row && row.message.number().equals(message.number());
        }

        @Override
        public int hashCode() {
            return message.number().hashCode();
        }
    }

    @Override
    public String getPageTitle() {
        return t("inbox.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("number").orElse(null);
        if (selected != null) {
            messages.find(selected)
                    .ifPresent(message -> view = List.of(MessageView.values()).stream()
                            .filter(candidate -> candidate.holds(message.status()))
                            .findFirst()
                            .orElse(view));
        }
        refresh();
        open(selected);
    }

    private Div list() {
        filters.addClassName("chips");
        for (var candidate : MessageView.values()) {
            var chip = new NativeButton("", click -> {
                view = candidate;
                show(null);
                refresh();
            });
            chip.addClassName("chip");
            chips.put(candidate, chip);
            filters.add(chip);
        }
        search.setPlaceholder(t("inbox.search"));
        search.setAriaLabel(t("inbox.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());

        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        grid.addColumn(LitRenderer.<Row>of(
                                """
                                <div class="item"><span class="when" title="${item.full}">${item.when}<br>${item.source}</span>
                                <div style="min-width:0"><b class="ell">${item.sender}</b><div class="ell muted">${item.subject}</div></div>
                                <span class="tag ${item.tone}" ?hidden="${!item.tag}">${item.tag}</span></div>""")
                        .withProperty("when", row -> texts.moment(row.message().receivedAt()))
                        .withProperty(
                                "full", row -> texts.fullMoment(row.message().receivedAt()))
                        .withProperty(
                                "source",
                                row -> t("inbox.source." + row.message().source()))
                        .withProperty("sender", row -> row.message().senderName())
                        .withProperty("subject", row -> line(row.message()))
                        .withProperty("tag", this::tag)
                        .withProperty("tone", row -> isMine(row) ? "today" : "plan"))
                .setAutoWidth(false);
        grid.setItems(query -> page(query.getPage(), query.getPageSize()).stream());
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(row -> selection.isFromClient())
                .ifPresent(row -> show(row.message().number())));
        grid.getElement().setAttribute("aria-label", t("inbox.title"));
        var head = Parts.row("head", new H1(t("inbox.title")), Parts.row("grow"), filters);
        var card = Parts.row("card", head, Parts.row("tools", search), listBody);
        search.setWidthFull();
        card.add(Parts.key("KeyJ", t("ui.next"), () -> step(1)), Parts.key("KeyK", t("ui.previous"), () -> step(-1)));
        return card;
    }

    private static String line(MessageCard message) {
        return message.subject().isBlank() ? message.preview() : message.subject() + " · " + message.preview();
    }

    private boolean isMine(Row row) {
        return row.task() != null && row.task().isHeldBy(login);
    }

    private String tag(Row row) {
        var task = row.task();
        if (task == null) {
            return t(row.message().status());
        }
        if (task.isHeldBy(login)) {
            return t("inbox.yours");
        }
        return task.isHeldByAnother(login, clock.instant())
                ? t("inbox.readBy", accounts.nameOf(String.valueOf(task.assignee())))
                : "";
    }

    private void refresh() {
        var counts = Map.of(MessageView.UNREAD, messages.countUnread());
        chips.forEach((candidate, chip) -> {
            var count = counts.get(candidate);
            chip.setText(t(candidate) + (count == null ? "" : " " + count));
            chip.getElement().setAttribute("aria-pressed", String.valueOf(candidate == view));
        });
        load();
        if (rows.isEmpty()) {
            if (search.isEmpty()) {
                listBody.showEmpty(t("inbox.empty." + view.name()), t("inbox.empty.hint." + view.name()));
            } else {
                listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
            }
        } else {
            listBody.showRows();
        }
        select();
        pane.refreshHolder();
    }

    /** Lazily, page by page; the first page is also what J and K walk through. */
    private void load() {
        rows = page(0, 50);
        grid.getDataProvider().refreshAll();
    }

    private List<Row> page(int page, int size) {
        var found = messages.list(view, search.getValue(), page, size);
        var tasks = work.ofCases(found.stream().map(MessageCard::number).collect(Collectors.toList()));
        var result = new ArrayList<Row>();
        for (var message : found) {
            var open = tasks.getOrDefault(message.number(), List.of());
            result.add(new Row(message, open.isEmpty() ? null : open.get(0)));
        }
        return result;
    }

    private void select() {
        rows.stream()
                .filter(row -> row.message().number().equals(selected))
                .findFirst()
                .ifPresentOrElse(grid::select, grid::deselectAll);
    }

    private void step(int by) {
        if (rows.isEmpty()) {
            return;
        }
        int here = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).message().number().equals(selected)) {
                here = i;
            }
        }
        int next = here < 0 ? 0 : Math.floorMod(here + by, rows.size());
        show(rows.get(next).message().number());
    }

    private void show(@Nullable String number) {
        getUI().ifPresent(ui -> ui.navigate(number == null ? PATH : PATH + "/" + number));
    }

    private void open(@Nullable String number) {
        pane.show(number);
        refresh();
    }

    /** After a decision the next unread message comes by itself. */
    private void afterDecision() {
        var position = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).message().number().equals(selected)) {
                position = i;
            }
        }
        load();
        var next = rows.isEmpty()
                ? null
                : rows.get(Math.min(position, rows.size() - 1)).message().number();
        if (next == null) {
            refresh();
        }
        show(next);
    }
}
