package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.inbox.MessageCard;
import otklik.inbox.MessageFilter;
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
import otklik.ui.SavedViewMenu;
import otklik.ui.SavedViews;
import otklik.ui.Texts;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/**
 * The list of messages, each read once, and the message that is being reviewed. The address holds the message and the whole filter, so a
 * filter can be sent to a colleague, saved, and found again by the browser's button "back".
 */
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
    private final Div sources = Parts.row("chips");
    private final ComboBox<MessageView> view = new ComboBox<>();
    private final TextField search = new TextField();
    private final DatePicker from = Parts.date("");
    private final DatePicker until = Parts.date("");
    private final Div more = Parts.row("tools");
    private final NativeButton moreButton = new NativeButton();
    private final Map<NativeButton, BooleanSupplier> marks = new LinkedHashMap<>();
    private final ListBody listBody = new ListBody(grid);
    private final SavedViewMenu views;
    private final MessagePane pane;
    private final transient MessagePanes panes;
    private transient Map<String, String> sourceNames = Map.of();
    private MessageFilter filter = MessageFilter.of(MessageView.UNREAD);
    private @Nullable String selected;

    InboxView(
            Messages messages,
            WorkItems work,
            Accounts accounts,
            Texts texts,
            Clock clock,
            Signals signals,
            SavedViews savedViews,
            MessagePanes panes) {
        this.messages = messages;
        this.work = work;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
        this.views = new SavedViewMenu(
                savedViews, PATH, () -> FilterQuery.of(filter), query -> go(null, FilterQuery.read(query)));
        this.panes = panes;
        this.pane = panes.pane(this::afterDecision, this::openNextFree);
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
        var query = event.getLocation().getQueryParameters();
        if (!query.getParameters().isEmpty()) {
            filter = FilterQuery.read(query);
        } else if (selected == null) {
            filter = views.beginning().map(FilterQuery::read).orElseGet(() -> MessageFilter.of(MessageView.UNREAD));
        } else {
            // A link to a message names no filter: the list shows where it stands.
            filter = MessageFilter.of(messages.find(selected)
                    .map(message -> MessageView.of(message.status()))
                    .orElse(MessageView.UNREAD));
        }
        showFilter();
        pane.show(selected);
        refresh();
    }

    private Div list() {
        view.setAriaLabel(t("inbox.filter.view"));
        view.setItems(MessageView.values());
        view.setItemLabelGenerator(Texts::t);
        view.setWidth("170px");
        view.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                go(null, filter.in(change.getValue()));
            } else if (change.isFromClient()) {
                view.setValue(filter.view());
            }
        });
        search.setPlaceholder(t("inbox.search"));
        search.setAriaLabel(t("inbox.search"));
        search.setClearButtonVisible(true);
        search.addClassName("grow");
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(selected, filter.saying(change.getValue().strip()));
            }
        });
        moreButton.addClassName("chip");
        moreButton.setText(t("inbox.filter.more"));
        moreButton.addClickListener(click -> showMore(!more.isVisible()));
        period();
        more.setVisible(false);
        var mine = mark("inbox.filter.mine", () -> filter.mine(), only -> go(selected, filter.mine(only)));
        more.add(
                mark("inbox.filter.files", () -> filter.files(), only -> go(selected, filter.withFiles(only))),
                mark("inbox.filter.earlier", () -> filter.earlier(), only -> go(selected, filter.withEarlier(only))));
        rows();
        var head = Parts.row("head", new H1(t("inbox.title")), sources, Parts.row("grow"), views);
        var card = Parts.row("card", head, Parts.row("tools", view, search, mine, moreButton), more, listBody);
        card.add(
                Parts.key("KeyJ", t("ui.next"), () -> step(true)),
                Parts.key("KeyK", t("ui.previous"), () -> step(false)));
        return card;
    }

    private void period() {
        from.setAriaLabel(t("inbox.filter.from"));
        until.setAriaLabel(t("inbox.filter.until"));
        from.setPlaceholder(t("inbox.filter.from"));
        until.setPlaceholder(t("inbox.filter.until"));
        for (var day : List.of(from, until)) {
            day.setClearButtonVisible(true);
            day.setWidth("128px");
            day.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    go(selected, filter.between(from.getValue(), until.getValue()));
                }
            });
            more.add(day);
        }
    }

    /** A condition that is on or off. */
    private NativeButton mark(String title, BooleanSupplier state, Consumer<Boolean> set) {
        var chip = new NativeButton(t(title), click -> set.accept(!state.getAsBoolean()));
        chip.addClassName("chip");
        marks.put(chip, state);
        return chip;
    }

    private void rows() {
        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        grid.addColumn(LitRenderer.<Row>of(
                                """
                                <div class="item"><span class="when" title="${item.full}">${item.when}<br>${item.source}</span>
                                <div style="min-width:0"><b class="ell">${item.sender}<span class="times">${item.times}</span></b><div class="ell muted">${item.subject}</div></div>
                                <otklik-countdown class="tag ${item.tone}" title="${item.who}" pattern="${item.holder}"
                                    .left="${item.left}" ?hidden="${!item.left}"></otklik-countdown>
                                <span class="tag plan" ?hidden="${!item.state}">${item.state}</span></div>""")
                        .withProperty("when", row -> texts.moment(row.message().receivedAt()))
                        .withProperty(
                                "full", row -> texts.fullMoment(row.message().receivedAt()))
                        .withProperty("source", row -> source(row.message().source()))
                        .withProperty("sender", row -> row.message().senderName())
                        .withProperty("times", row -> times(row.message()))
                        .withProperty("subject", row -> line(row.message()))
                        .withProperty("left", this::left)
                        .withProperty("holder", this::holder)
                        .withProperty("who", row -> isMine(row) ? "" : t("inbox.readBy", holderName(row)))
                        .withProperty("tone", row -> isMine(row) ? "today" : "plan")
                        .withProperty(
                                "state",
                                row -> row.task() == null ? t(row.message().status()) : ""))
                .setAutoWidth(false);
        grid.setItems(query -> {
            var found = messages.list(filter, query.getOffset(), query.getLimit());
            var tasks = work.ofCases(found.stream().map(MessageCard::number).collect(Collectors.toList()));
            return found.stream().map(message -> {
                var open = tasks.getOrDefault(message.number(), List.of());
                return new Row(message, open.isEmpty() ? null : open.get(0));
            });
        });
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(row -> selection.isFromClient())
                .ifPresent(row -> show(row.message().number())));
        grid.getElement().setAttribute("aria-label", t("inbox.title"));
    }

    private static String line(MessageCard message) {
        return message.subject().isBlank() ? message.preview() : message.subject() + " · " + message.preview();
    }

    /** How often it came, and whether somebody else wrote almost the same (E6). */
    private static String times(MessageCard message) {
        return (message.times() > 1 ? "×" + message.times() + " " : "")
                + (message.isAlike() ? t("inbox.alikeShort") : "");
    }

    private boolean isMine(Row row) {
        return row.task() != null && row.task().isHeldBy(login);
    }

    private String holderName(Row row) {
        var task = row.task();
        return task == null || task.assignee() == null ? "" : accounts.nameOf(String.valueOf(task.assignee()));
    }

    /** The seconds that are left, said anew each time the row is drawn; empty where nobody has the message. */
    private String left(Row row) {
        var task = row.task();
        var leaseUntil = task == null ? null : task.leaseUntil();
        var now = clock.instant();
        return leaseUntil == null || !leaseUntil.isAfter(now)
                ? ""
                : Duration.between(now, leaseUntil).toSeconds() + "@" + now.toEpochMilli();
    }

    private String holder(Row row) {
        return isMine(row) ? t("inbox.yours") : t("inbox.heldBy", holderName(row));
    }

    /** The fields as the address says it. */
    private void showFilter() {
        view.setValue(filter.view());
        search.setValue(filter.text());
        from.setValue(filter.from());
        until.setValue(filter.until());
        marks.forEach(
                (chip, state) -> chip.getElement().setAttribute("aria-pressed", String.valueOf(state.getAsBoolean())));
        showMore(more.isVisible()
                || filter.from() != null
                || filter.until() != null
                || filter.files()
                || filter.earlier());
        views.refresh();
    }

    private void showMore(boolean visible) {
        more.setVisible(visible);
        moreButton.getElement().setAttribute("aria-expanded", String.valueOf(visible));
    }

    private String source(String key) {
        var name = sourceNames.get(key);
        return name == null ? MessagePanes.unnamed(key) : name;
    }

    private void refresh() {
        sourceNames = panes.sourceNames();
        showSources();
        if (messages.list(filter, 0, 1).isEmpty()) {
            if (filter.isNarrowed()) {
                listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
            } else {
                listBody.showEmpty(t("inbox.empty." + filter.view()), t("inbox.empty.hint." + filter.view()));
            }
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        }
        select();
        pane.refreshHolder();
    }

    /** All and each source with what waits of it; one that is chosen stays in sight, also when nothing is left of it. */
    private void showSources() {
        var counts = new LinkedHashMap<>(messages.counts(filter));
        if (filter.source() != null) {
            counts.putIfAbsent(filter.source(), 0);
        }
        var all = counts.values().stream().mapToInt(Integer::intValue).sum();
        sources.removeAll();
        sources.add(sourceChip(null, t("inbox.filter.allSources"), all));
        if (counts.size() > 1 || filter.source() != null) {
            counts.forEach((source, count) -> sources.add(sourceChip(source, source(source), count)));
        }
    }

    private NativeButton sourceChip(@Nullable String source, String name, int count) {
        var chip = new NativeButton(
                name + " " + (count > Messages.COUNTED ? t("inbox.filter.many", Messages.COUNTED) : count),
                click -> go(selected, filter.of(source)));
        chip.addClassName("chip");
        chip.getElement()
                .setAttribute("aria-pressed", String.valueOf(java.util.Objects.equals(source, filter.source())));
        return chip;
    }

    private void select() {
        if (selected == null) {
            grid.deselectAll();
        } else {
            messages.find(selected).ifPresentOrElse(message -> grid.select(new Row(message, null)), grid::deselectAll);
        }
    }

    /** Over those that others have in hand. */
    private void step(boolean down) {
        messages.neighbour(filter, selected, down).ifPresent(this::show);
    }

    private void show(@Nullable String number) {
        go(number, filter);
    }

    private void go(@Nullable String number, MessageFilter newFilter) {
        getUI().ifPresent(ui -> ui.navigate(number == null ? PATH : PATH + "/" + number, FilterQuery.of(newFilter)));
    }

    /** After a decision the next free message is taken and comes by itself. */
    private void afterDecision(String decided) {
        var next = filter.view().holds(otklik.inbox.MessageStatus.UNREAD)
                ? messages.takeNext(filter, decided)
                : messages.neighbour(filter, decided, true).filter(number -> !number.equals(decided));
        show(next.orElse(null));
    }

    private void openNextFree() {
        var next = messages.takeNext(filter.in(MessageView.UNREAD), selected);
        if (next.isEmpty()) {
            Parts.done(t("inbox.nothingFree"));
            return;
        }
        go(next.get(), filter.in(MessageView.UNREAD));
    }
}
