package otklik.work.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.data.provider.CallbackDataProvider.FetchCallback;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.engine.Diagrams;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkGroup;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** What a team may take and what its members have in hand; for its members and for those who see the work of colleagues. */
@Route(value = TeamView.PATH + "/:id", layout = MainLayout.class)
@PermitAll
class TeamView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "teams";

    private final transient WorkItems work;
    private final transient Diagrams diagrams;
    private final transient Accounts accounts;
    private final transient Policy policy;
    private final transient Texts texts;
    private final String login = CurrentUser.login().orElseThrow();
    private final Grid<WorkItem> free = new Grid<>();
    private final Grid<WorkItem> taken = new Grid<>();
    private final ListBody freeBody = new ListBody(free);
    private final ListBody takenBody = new ListBody(taken);
    private final H2 freeTitle = new H2();
    private final H2 takenTitle = new H2();
    private @Nullable WorkGroup team;

    TeamView(WorkItems work, Diagrams diagrams, Accounts accounts, Policy policy, Texts texts, Signals signals) {
        this.work = work;
        this.diagrams = diagrams;
        this.accounts = accounts;
        this.policy = policy;
        this.texts = texts;
        addClassNames("page", "team");
        Live.refresh(this, signals, Set.of(Signals.WORK, Signals.STAFF), this::refresh);
    }

    /** The path of a group's page; only teams have one. */
    static String path(WorkGroup group) {
        return PATH + "/" + group.id().replaceFirst("\\D+", "");
    }

    @Override
    public String getPageTitle() {
        return (team == null ? "" : team.name() + " · ") + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = "team" + event.getRouteParameters().get("id").orElse("");
        var found = accounts.group(id).filter(group -> group.kind() == WorkGroup.Kind.TEAM);
        if (found.isEmpty() || !isMember(found.get()) && !policy.may(Section.WORK, Action.VIEW)) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        team = found.get();
        show(team);
        refresh();
    }

    private boolean isMember(WorkGroup group) {
        return group.members().contains(login);
    }

    private void show(WorkGroup group) {
        removeAll();
        var back = Parts.link(WorkView.PATH, "‹ " + t("work.title"));
        var members = group.members().stream().map(accounts::nameOf).sorted().collect(Collectors.joining(", "));
        var head = Parts.row("head", back, new H1(String.valueOf(group.name())), Parts.text("muted", members));
        list(free, (query) -> work.free(groups(), query.getOffset(), query.getLimit()).stream(), "work.team.free");
        list(taken, (query) -> work.taken(groups(), query.getOffset(), query.getLimit()).stream(), "work.team.taken");
        var mayChoose = isMember(group)
                && accounts.byLogin(login)
                        .filter(account -> account.workMode().choosesFreely())
                        .isPresent();
        if (mayChoose) {
            free.addComponentColumn(item -> new Button(t("work.take"), click -> take(item)))
                    .setFlexGrow(0)
                    .setAutoWidth(true);
        }
        add(
                Parts.row("card", head),
                Parts.row("card", Parts.row("head", freeTitle), freeBody),
                Parts.row("card", Parts.row("head", takenTitle), takenBody));
    }

    private List<String> groups() {
        return team == null ? List.of() : List.of(team.id());
    }

    private void list(Grid<WorkItem> grid, FetchCallback<WorkItem, Void> items, String label) {
        grid.removeAllColumns();
        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_NO_ROW_BORDERS);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t(label));
        grid.addColumn(LitRenderer.<WorkItem>of(
                        """
                        <div class="item"><span class="when">${item.key}</span>
                        <div style="min-width:0"><b class="ell">${item.title}</b><div class="ell muted">${item.subject}</div></div>
                        <span class="tag ${item.tone}" title="${item.full}">${item.state}</span></div>""")
                .withProperty("key", WorkItem::businessKey)
                .withProperty(
                        "title", item -> diagrams.label(item.processDefinitionId(), item.taskKey(), Texts.locale()))
                .withProperty("subject", WorkItem::subject)
                .withProperty("tone", item -> tone(item).name().toLowerCase(Locale.ROOT))
                .withProperty("full", item -> item.due() == null ? "" : texts.fullMoment(item.due()))
                .withProperty("state", this::state));
        grid.setItems(items);
        grid.addItemClickListener(click -> getUI().ifPresent(
                        ui -> ui.navigate(WorkView.PATH + "/" + click.getItem().taskId())));
    }

    private Parts.Tone tone(WorkItem item) {
        return item.due() != null && texts.isPast(item.due()) ? Parts.Tone.LATE : Parts.Tone.PLAN;
    }

    private String state(WorkItem item) {
        var when = item.due() == null ? texts.moment(item.created()) : texts.until(item.due());
        return item.assignee() == null ? when : accounts.nameOf(item.assignee()) + " · " + when;
    }

    private void take(WorkItem item) {
        if (Parts.attempt(() -> work.claim(item.taskId(), login))) {
            getUI().ifPresent(ui -> ui.navigate(WorkView.PATH + "/" + item.taskId()));
        }
    }

    private void refresh() {
        if (team == null) {
            return;
        }
        team = accounts.group(Objects.requireNonNull(team).id()).orElse(team);
        var freeCount = work.countFree(groups());
        var takenCount = work.countTaken(groups());
        freeTitle.setText(t("work.team.free") + " · " + freeCount);
        takenTitle.setText(t("work.team.taken") + " · " + takenCount);
        fill(freeBody, free, freeCount, "work.team.free.empty", "work.team.free.empty.hint");
        fill(takenBody, taken, takenCount, "work.team.taken.empty", "work.team.taken.empty.hint");
    }

    private static void fill(ListBody body, Grid<WorkItem> grid, int count, String title, String hint) {
        if (count == 0) {
            body.showEmpty(t(title), t(hint));
        } else {
            body.showRows();
            grid.getDataProvider().refreshAll();
        }
    }
}
