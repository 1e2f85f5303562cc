package otklik.desk.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.engine.Diagrams;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Parts.Tone;
import otklik.ui.Texts;
import otklik.work.Capacity;
import otklik.work.SessionState;
import otklik.work.Skips;
import otklik.work.WorkBoard;
import otklik.work.WorkItem;
import otklik.work.WorkItems;
import otklik.work.WorkReasons;
import otklik.work.WorkSession;
import otklik.work.WorkSessions;

/**
 * The live board of the head: who works on what and since when, how much everybody has closed, how old the queues are, whose days are too
 * full. A click shows the tasks behind a figure.
 */
@Route(value = MonitoringView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.WORK, action = Action.ASSIGN)
class MonitoringView extends Div implements HasDynamicTitle {
    static final String PATH = "monitoring";

    /** A busy company says something every moment; the board is drawn at most so often. */
    private static final Duration DRAWN_EVERY = Duration.ofSeconds(2);

    /** Who has nothing in hand for so long in a session is worth a look. */
    private static final Duration LONG_IDLE = Duration.ofMinutes(5);

    /** They read all that is planned for a month ahead; who looks at the board does not need them to the second. */
    private static final Duration OVERLOADS_EVERY = Duration.ofSeconds(30);

    private static final int OVERLOADS_SHOWN = 20;

    private final transient Sources parts;
    private final Grid<Person> people = new Grid<>();
    private final Div sums = Parts.row("chips");
    private final Div queues = Parts.row("body");
    private final Div overloads = Parts.row("body");
    private final H2 rowsTitle = new H2();
    private final Grid<WorkItem> rows = new Grid<>();
    private final Div rowsCard = Parts.row("card");
    /** Names of the reasons, by id: asked once for all lines. */
    private Map<String, String> pauses = Map.of();

    private final transient Paced paced;
    private @Nullable String shownPerson;
    private @Nullable String shownQueue;

    /** What the board needs of other parts. */
    @org.springframework.stereotype.Component
    record Sources(
            WorkSessions sessions,
            WorkBoard board,
            WorkItems work,
            Capacity capacity,
            Skips skips,
            WorkReasons reasons,
            Accounts accounts,
            Policy policy,
            Diagrams diagrams,
            Signals signals,
            Texts texts,
            Clock clock) {}

    /**
     * A line of the board.
     *
     * @param session none while the person does not work
     * @param item what is in hand
     * @param closed how many issued tasks he has finished today
     */
    private record Person(
            String login,
            String name,
            @Nullable WorkSession session,
            @Nullable WorkItem item,
            int closed,
            int limit,
            int booked,
            int skips) {}

    MonitoringView(Sources parts) {
        this.parts = parts;
        this.paced = new Paced(this, OVERLOADS_EVERY, parts.clock(), this::showOverloads);
        addClassNames("page", "monitoring");
        var whoCard =
                Parts.row("card", Parts.row("head", new H1(t("desk.monitoring")), Parts.row("grow"), sums), people);
        whoCard.addClassName("who-works");
        drawPeople();
        drawRows();
        add(
                whoCard,
                Parts.row(
                        "column",
                        Parts.row("card", Parts.row("head", new H2(t("desk.monitoring.queues"))), queues),
                        Parts.row(
                                "card",
                                Parts.row(
                                        "head",
                                        new H2(t("desk.monitoring.overloads")),
                                        Parts.row("grow"),
                                        Parts.link("overloads", t("desk.monitoring.overloads.all"))),
                                overloads),
                        rowsCard));
        Live.refresh(
                this,
                parts.signals(),
                Set.of(WorkSessions.TOPIC, Signals.WORK, Capacity.TOPIC, Signals.STAFF),
                new Paced(this, DRAWN_EVERY, parts.clock(), this::refresh)::run);
    }

    @Override
    public String getPageTitle() {
        return t("desk.monitoring") + " · " + t("ui.name");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        super.onAttach(attached);
        refresh();
    }

    private void drawPeople() {
        people.addClassName("list");
        people.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        people.getElement().setAttribute("aria-label", t("desk.monitoring.people"));
        people.setSelectionMode(Grid.SelectionMode.SINGLE);
        people.addColumn(LitRenderer.<Person>of(
                        """
                        <div class="item person-row">
                        <div style="min-width:0"><b class="ell">${item.name}</b><span class="ell muted">${item.task}</span></div>
                        <span class="tag ${item.tone}">${item.state}
                          <otklik-stopwatch .seconds="${item.since}" ?hidden="${item.since < 0}"></otklik-stopwatch></span>
                        <span class="person-bar" title="${item.full}"><i style="width:${item.percent}%"></i><em>${item.closed}</em></span>
                        <span class="muted small">${item.skips}</span></div>""")
                .withProperty("name", Person::name)
                .withProperty("task", this::task)
                .withProperty("tone", person -> tone(person).name().toLowerCase(Locale.ROOT))
                .withProperty("state", this::state)
                .withProperty("since", this::since)
                .withProperty("percent", person -> Math.min(100, 100 * person.closed() / Math.max(1, person.limit())))
                .withProperty("closed", person -> t("desk.monitoring.closed", person.closed(), person.limit()))
                .withProperty("full", person -> t("desk.monitoring.booked", person.booked(), person.limit()))
                .withProperty(
                        "skips", person -> person.skips() == 0 ? "" : t("desk.monitoring.skips", person.skips())));
        // By selection, which the space bar makes as well as a click.
        people.asSingleSelect().addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                shownPerson = change.getValue().login();
                shownQueue = null;
                showRows();
            }
        });
    }

    private void drawRows() {
        rows.addClassName("list");
        rows.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        rows.setSelectionMode(Grid.SelectionMode.SINGLE);
        rows.addClassName("rows");
        rows.addColumn(LitRenderer.<WorkItem>of(
                        """
                        <div class="item"><span class="when">${item.key}</span>
                        <div style="min-width:0"><b class="ell">${item.title}</b><div class="ell muted">${item.subject}</div></div>
                        <span class="tag ${item.tone}">${item.when}</span></div>""")
                .withProperty("key", WorkItem::businessKey)
                .withProperty("title", this::title)
                .withProperty("subject", WorkItem::subject)
                .withProperty(
                        "tone", item -> item.due() != null && parts.texts().isPast(item.due()) ? "late" : "plan")
                .withProperty(
                        "when",
                        item -> item.due() == null
                                ? parts.texts().moment(item.created())
                                : parts.texts().until(item.due())));
        rows.asSingleSelect().addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                getUI().ifPresent(ui -> ui.navigate("work/" + change.getValue().taskId()));
            }
        });
        rows.setItems(query -> (shownPerson != null
                        ? parts.work().mine(shownPerson, query.getOffset(), query.getLimit())
                        : shownQueue != null
                                ? parts.work().free(List.of(shownQueue), query.getOffset(), query.getLimit())
                                : nothing(query.getOffset(), query.getLimit()))
                .stream());
        rowsCard.add(Parts.row("head", rowsTitle), rows);
        rowsCard.setVisible(false);
    }

    /** Nothing is chosen, so nothing is read; the query has to be asked for its page all the same. */
    private static List<WorkItem> nothing(int offset, int limit) {
        return List.of();
    }

    private void showRows() {
        rowsCard.setVisible(shownPerson != null || shownQueue != null);
        rowsTitle.setText(
                shownPerson != null
                        ? t("desk.monitoring.inHand", parts.accounts().nameOf(shownPerson))
                        : shownQueue != null ? t("desk.monitoring.inQueue", group(shownQueue)) : "");
        rows.getElement().setAttribute("aria-label", rowsTitle.getText());
        rows.getDataProvider().refreshAll();
    }

    private void refresh() {
        pauses = parts.reasons().all(WorkReasons.Kind.PAUSE).stream()
                .collect(Collectors.toMap(WorkReasons.Reason::id, reason -> reason.name(Texts.locale())));
        var board = people();
        people.setItems(board);
        board.stream()
                .filter(person -> person.login().equals(shownPerson))
                .findFirst()
                .ifPresent(people::select);
        sums.removeAll();
        var working =
                board.stream().filter(one -> isIn(one, SessionState.WORKING)).count();
        var paused =
                board.stream().filter(one -> isIn(one, SessionState.PAUSED)).count();
        sums.add(
                Parts.tag(Tone.OK, t("desk.monitoring.working", working)),
                Parts.tag(Tone.TODAY, t("desk.monitoring.paused", paused)),
                Parts.tag(
                        Tone.PLAN,
                        t(
                                "desk.monitoring.sum",
                                board.stream().mapToInt(Person::closed).sum())));
        showQueues();
        paced.run();
        if (rowsCard.isVisible()) {
            showRows();
        }
    }

    private static boolean isIn(Person person, SessionState state) {
        return person.session() != null && person.session().state() == state;
    }

    /** Everybody who has a session or takes what comes next, of those whose work may be seen. Some queries, however many people. */
    private List<Person> people() {
        var reach = parts.policy().reach(Section.WORK, Action.VIEW);
        var open = parts.sessions().open().stream()
                .filter(session -> reach.covers(session.login()))
                .collect(Collectors.toMap(WorkSession::login, Function.identity(), (one, other) -> one));
        var items = parts.board()
                .items(open.values().stream()
                        .map(WorkSession::task)
                        .filter(Objects::nonNull)
                        .toList());
        var shown = parts.accounts().all().stream()
                .filter(account -> account.active() && reach.covers(account.login()))
                .filter(account ->
                        open.containsKey(account.login()) || !account.workMode().choosesFreely())
                .toList();
        var logins = shown.stream().map(account -> account.login()).toList();
        var closed = parts.sessions().closedToday(logins);
        var loads = parts.capacity().today(logins);
        var skipped = parts.skips()
                .ofDay(parts.clock().instant().atZone(parts.texts().zone()).toLocalDate());
        return shown.stream()
                .map(account -> {
                    var session = open.get(account.login());
                    var load = loads.get(account.login());
                    return new Person(
                            account.login(),
                            account.name(),
                            session,
                            session == null ? null : items.get(String.valueOf(session.task())),
                            closed.getOrDefault(account.login(), 0),
                            load == null ? 0 : load.limit(),
                            load == null ? 0 : load.pieces(),
                            skipped.getOrDefault(account.login(), 0));
                })
                .sorted(Comparator.comparing((Person person) -> rank(person)).thenComparing(Person::name))
                .toList();
    }

    /** Those who need a look first. */
    private int rank(Person person) {
        return switch (tone(person)) {
            case LATE -> 0;
            case TODAY -> 1;
            case OK -> 2;
            case PLAN, NONE -> 3;
        };
    }

    private Tone tone(Person person) {
        var session = person.session();
        if (session == null) {
            return Tone.NONE;
        }
        if (session.state() == SessionState.PAUSED) {
            return Tone.TODAY;
        }
        if (person.item() != null) {
            return Tone.OK;
        }
        return session.stateSince().plus(LONG_IDLE).isBefore(parts.clock().instant()) ? Tone.LATE : Tone.PLAN;
    }

    private String state(Person person) {
        var session = person.session();
        if (session == null) {
            return t("desk.monitoring.off");
        }
        if (session.state() == SessionState.PAUSED) {
            return session.pauseReason() == null
                    ? t(SessionState.PAUSED)
                    : pauses.getOrDefault(session.pauseReason(), session.pauseReason());
        }
        return t(person.item() == null ? "desk.monitoring.idle" : "desk.monitoring.busy");
    }

    private long since(Person person) {
        var session = person.session();
        return session == null
                ? -1
                : Math.max(
                        0,
                        Duration.between(session.stateSince(), parts.clock().instant())
                                .toSeconds());
    }

    private String task(Person person) {
        return person.item() == null
                ? ""
                : title(person.item()) + " · " + person.item().subject();
    }

    private String title(WorkItem item) {
        return parts.diagrams().label(item.processDefinitionId(), item.taskKey(), Texts.locale());
    }

    private void showQueues() {
        queues.removeAll();
        var all = parts.board().queues();
        if (all.isEmpty()) {
            queues.add(Parts.text("muted", t("desk.monitoring.queues.none")));
        }
        all.forEach(queue -> {
            var line = new NativeButton("", click -> {
                shownQueue = queue.group();
                shownPerson = null;
                showRows();
            });
            line.addClassName("queue-line");
            line.add(
                    Parts.text("queue-name", group(queue.group())),
                    new Span(t("desk.monitoring.ready", queue.ready())));
            if (queue.late() > 0) {
                line.add(Parts.tag(Tone.LATE, t("desk.monitoring.late", queue.late())));
            }
            if (queue.oldest() != null) {
                line.add(Parts.tag(
                        Tone.PLAN,
                        t(
                                "desk.monitoring.oldest",
                                DeskParts.amount(Duration.between(
                                        queue.oldest(), parts.clock().instant())))));
            }
            if (queue.later() > 0) {
                line.add(Parts.text("faint", t("desk.monitoring.later", queue.later())));
            }
            queues.add(line);
        });
    }

    private void showOverloads() {
        overloads.removeAll();
        var all = parts.board().overloads();
        if (all.isEmpty()) {
            overloads.add(Parts.text("muted", t("desk.monitoring.overloads.none")));
        }
        all.stream().limit(OVERLOADS_SHOWN).forEach(one -> {
            var load = one.load();
            var line = new NativeButton("", click -> {
                shownPerson = load.login();
                shownQueue = null;
                showRows();
            });
            line.addClassName("queue-line");
            line.add(
                    Parts.text("queue-name", parts.accounts().nameOf(load.login())),
                    new Span(parts.texts().date(load.date())),
                    Parts.tag(Tone.LATE, t("desk.monitoring.of", load.pieces(), load.limit(), load.percent())));
            if (!one.reasons().isEmpty()) {
                line.add(Parts.text("faint", one.reasons().get(0)));
            }
            overloads.add(line);
        });
    }

    /** As a name: with a capital, also where it is the word of a role. */
    private String group(String id) {
        var name = groupName(id);
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Texts.locale()) + name.substring(1);
    }

    private String groupName(String id) {
        return parts.accounts()
                .group(id)
                .map(found -> found.name() == null
                        ? Role.ofGroup(id).map(role -> t(role)).orElse(id)
                        : String.valueOf(found.name()))
                .or(() -> Role.ofGroup(id).map(role -> t(role)))
                .orElse(id);
    }
}
