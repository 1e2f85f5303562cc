package otklik.work.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.engine.Diagrams;
import otklik.engine.Forms;
import otklik.instructions.ui.InstructionPanel;
import otklik.instructions.ui.InstructionPanels;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.security.WorkGroup;
import otklik.ui.Countdown;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.TaskScreen;
import otklik.ui.Texts;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** Everything a person has to do or may take, of whatever process: with the screen made for it, or with its form. */
@Route(value = WorkView.PATH + "/:task?", layout = MainLayout.class)
@PermitAll
class WorkView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "work";
    private static final Duration SOON = Duration.ofHours(24);

    private final transient WorkItems work;
    private final transient Forms forms;
    private final transient Diagrams diagrams;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final transient Clock clock;
    private final transient List<TaskScreen> screens;
    private final String login = CurrentUser.login().orElseThrow();
    private final Set<String> groups;
    private final Grid<WorkItem> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final Div pane = new Div();
    private final NativeButton mine = new NativeButton();
    private final NativeButton free = new NativeButton();
    private final InstructionPanel instruction;
    private final boolean mayChoose;
    private boolean showsFree;
    private @Nullable String selected;

    WorkView(
            WorkItems work,
            Forms forms,
            Diagrams diagrams,
            Accounts accounts,
            Texts texts,
            Clock clock,
            List<TaskScreen> screens,
            InstructionPanels instructions,
            Signals signals) {
        this.work = work;
        this.instruction = instructions.panel();
        this.forms = forms;
        this.diagrams = diagrams;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
        this.screens = screens;
        this.groups = accounts.byLogin(login).orElseThrow().groups();
        this.mayChoose = work.mayChoose(login);
        addClassNames("page", "two");
        pane.addClassName("card");
        add(list(), pane);
        addAttachListener(
                attached -> pane.getElement().executeJs("window.otklik && window.otklik.pulse($0)", getElement()));
        Live.refresh(this, signals, Set.of(Signals.WORK), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("work.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("task").orElse(null);
        if (selected == null) {
            showsFree = mayChoose && work.countMine(login) == 0;
        }
        refresh();
        open();
    }

    private Div list() {
        var head = Parts.row("head", new H1(t("work.title")), Parts.row("grow"), chips());
        var next = Parts.primary(Parts.button(t("work.takeNext"), "KeyN", "N", this::takeNext));
        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        grid.getElement().setAttribute("aria-label", t("work.title"));
        grid.addColumn(LitRenderer.<WorkItem>of(
                        """
                        <div class="item"><span class="when">${item.key}</span>
                        <div style="min-width:0"><b class="ell">${item.title}</b><div class="ell muted">${item.subject}</div></div>
                        <span class="tag ${item.tone}" title="${item.full}">${item.due}</span></div>""")
                .withProperty("key", WorkItem::businessKey)
                .withProperty("title", this::title)
                .withProperty("subject", WorkItem::subject)
                .withProperty("tone", item -> tone(item))
                .withProperty("full", item -> item.due() == null ? "" : texts.fullMoment(item.due()))
                .withProperty(
                        "due", item -> item.due() == null ? texts.moment(item.created()) : texts.until(item.due())));
        grid.setItems(query -> showsFree
                ? work.free(groups, query.getOffset(), query.getLimit()).stream()
                : work.mine(login, query.getOffset(), query.getLimit()).stream());
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(item -> selection.isFromClient())
                .ifPresent(this::go));
        return Parts.row(
                "card",
                head,
                Parts.row(
                        "tools", next, Parts.text("muted", t(mayChoose ? "work.takeNext.hint" : "work.conveyor.hint"))),
                listBody);
    }

    private Div chips() {
        mine.addClassName("chip");
        free.addClassName("chip");
        mine.addClickListener(click -> show(false));
        free.addClickListener(click -> show(true));
        free.setVisible(mayChoose);
        var chips = Parts.row("chips", mine, free);
        accounts.groups().stream()
                .filter(group -> group.kind() == WorkGroup.Kind.TEAM && groups.contains(group.id()))
                .forEach(group -> {
                    var team = Parts.link(TeamView.path(group), String.valueOf(group.name()));
                    team.addClassName("chip");
                    chips.add(team);
                });
        return chips;
    }

    private void show(boolean newShowsFree) {
        showsFree = newShowsFree;
        refresh();
    }

    private String tone(WorkItem item) {
        var due = item.due();
        return due == null ? "plan" : texts.isPast(due) ? "late" : texts.isWithin(due, SOON) ? "today" : "plan";
    }

    private String title(WorkItem item) {
        return diagrams.label(item.processDefinitionId(), item.taskKey(), Texts.locale());
    }

    private void refresh() {
        int mineCount = work.countMine(login);
        int freeCount = mayChoose ? work.countFree(groups) : 0;
        mine.setText(t("work.mine") + " " + mineCount);
        free.setText(
                t("work.free") + " " + (freeCount > WorkItems.COUNTED ? t("work.many", WorkItems.COUNTED) : freeCount));
        mine.getElement().setAttribute("aria-pressed", String.valueOf(!showsFree));
        free.getElement().setAttribute("aria-pressed", String.valueOf(showsFree));
        if ((showsFree ? freeCount : mineCount) == 0) {
            listBody.showEmpty(
                    t(showsFree ? "work.empty.free" : "work.empty.mine"),
                    t(
                            showsFree
                                    ? "work.empty.free.hint"
                                    : mayChoose ? "work.empty.mine.hint" : "work.empty.conveyor.hint"));
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        }
        if (selected != null && work.find(selected).isEmpty()) {
            selected = null;
            open();
        }
    }

    private Optional<TaskScreen> screen(WorkItem item) {
        return screens.stream()
                .filter(screen -> screen.processKey().equals(item.processKey())
                        && screen.taskKey().equals(item.taskKey()))
                .findFirst();
    }

    private void go(WorkItem item) {
        getUI().ifPresent(ui -> ui.navigate(
                screen(item).map(screen -> screen.path(item.businessKey())).orElse(PATH + "/" + item.taskId())));
    }

    private void takeNext() {
        if (!mayChoose) {
            // On the conveyor the next one comes on the manager's screen, in a work session.
            getUI().ifPresent(ui -> ui.navigate("desk"));
            return;
        }
        Parts.attempt(() -> work.claimNext(login, groups.stream().sorted().toList())
                .ifPresentOrElse(this::go, () -> Parts.done(t("work.nothingToTake"))));
    }

    private void open() {
        pane.removeAll();
        var item = selected == null ? Optional.<WorkItem>empty() : work.find(selected);
        if (item.isEmpty()) {
            pane.add(Parts.empty(t("work.nothingOpen"), t("work.nothingOpen.hint")));
            return;
        }
        show(item.get());
    }

    private void show(WorkItem item) {
        var head = Parts.row(
                "head", new H1(title(item)), Parts.row("grow"), Parts.text("faint", item.businessKey()), holder(item));
        var body = Parts.row("body", Parts.row("muted", new Div(item.subject())));
        screen(item).ifPresent(screen -> body.add(new Anchor(screen.path(item.businessKey()), t("work.openScreen"))));
        instruction.show(item.processKey(), item.taskKey());
        body.add(instruction);
        var foot = Parts.row("foot");
        var form =
                forms.of(item.processDefinitionId(), item.taskKey()).map(found -> new TaskForm(forms, found, accounts));
        var isMine = item.forAll() ? work.hasOpenPart(item, login) : item.assignee() != null && work.mayFinish(item);
        if (isMine) {
            form.ifPresent(body::add);
            foot.add(Parts.primary(
                    Parts.button(t("work.complete"), "Ctrl+Enter", "Ctrl ↵", () -> complete(item, form))));
            if (item.isHeldBy(login) && item.leaseUntil() != null && !item.forAll()) {
                foot.add(new Button(t("work.giveBack"), click -> {
                    work.release(item.taskId(), login);
                    getUI().ifPresent(ui -> ui.navigate(PATH));
                }));
            }
        } else if (mayChoose && !item.forAll() && !item.isHeldByAnother(login, clock.instant())) {
            foot.add(Parts.primary(Parts.button(
                    t("work.take"),
                    "KeyT",
                    "T",
                    () -> Parts.attempt(() -> {
                        work.claim(item.taskId(), login);
                        open();
                    }))));
        }
        pane.add(head, body, foot);
    }

    private Div holder(WorkItem item) {
        if (item.forAll()) {
            return new Div(Parts.tag(Parts.Tone.PLAN, t("work.forAll")));
        }
        var until = item.leaseUntil();
        if (item.isHeldBy(login) && until != null) {
            return new Div(new Countdown(Duration.between(clock.instant(), until), t("work.yoursFor")));
        }
        return item.isHeldByAnother(login, clock.instant())
                ? new Div(Parts.tag(Parts.Tone.PLAN, accounts.nameOf(String.valueOf(item.assignee()))))
                : new Div();
    }

    private void complete(WorkItem item, Optional<TaskForm> form) {
        var answers = form.map(TaskForm::read).orElse(Optional.of(java.util.Map.of()));
        answers.ifPresent(values -> {
            var isDone = Parts.attempt(() -> {
                work.complete(item.taskId(), values);
                Parts.done(t("work.completed", title(item)));
            });
            if (isDone) {
                getUI().ifPresent(ui -> ui.navigate(PATH));
            }
        });
    }

    /** Real input: the lease begins anew. */
    @ClientCallable
    public void touched() {
        if (selected != null) {
            work.renew(selected, login);
        }
    }
}
