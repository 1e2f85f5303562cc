package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otklik.requests.ResponseTime;
import otklik.requests.Responses;
import otklik.requests.Responses.OfManager;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** How fast each manager answers, with the formula, and the answers behind a figure. */
@Route(value = ResponseTimesView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.REPORTS)
class ResponseTimesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "communications/response-times";
    private static final String DAYS = "days";
    private static final String MANAGER = "manager";
    private static final List<Integer> PERIODS = List.of(1, 7, 30, 90);
    private static final int BY_DEFAULT = 30;

    private final transient Responses responses;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final transient Clock clock;
    private final Grid<OfManager> managers = new Grid<>();
    private final Grid<ResponseTime> answers = new Grid<>();
    private final Map<Integer, NativeButton> periods = new LinkedHashMap<>();
    private final H2 title = new H2(t("requests.response.choose"));
    private int days = BY_DEFAULT;
    private @Nullable String manager;

    ResponseTimesView(Responses responses, Accounts accounts, Texts texts, Clock clock) {
        this.responses = responses;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
        addClassNames("page", "two");
        var chips = Parts.row("chips");
        PERIODS.forEach(period -> {
            var chip = new NativeButton(t("ui.days", period), click -> go(period, manager));
            chip.addClassName("chip");
            periods.put(period, chip);
            chips.add(chip);
        });
        prepareManagers();
        prepareAnswers();
        add(
                Parts.row(
                        "card",
                        Parts.row("head", new H1(t("requests.response.title"))),
                        Parts.row("tools", chips, Parts.text("muted", t("requests.response.explained"))),
                        managers),
                Parts.row("card", Parts.row("head", title), answers));
    }

    private void prepareManagers() {
        style(managers, t("requests.response.title"));
        managers.addColumn(row -> accounts.nameOf(row.manager()))
                .setHeader(t("requests.manager"))
                .setFlexGrow(2);
        managers.addColumn(OfManager::answers).setHeader(t("requests.response.answers"));
        managers.addColumn(row -> RequestWords.amount(row.median())).setHeader(t("requests.response.median"));
        managers.addColumn(row -> RequestWords.amount(row.ninth())).setHeader(t("requests.response.ninth"));
        managers.addColumn(row -> row.firstAnswers() == 0 ? "–" : RequestWords.amount(row.firstMedian()))
                .setHeader(t("requests.response.firstMedian"));
        managers.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(row -> selection.isFromClient())
                .ifPresent(row -> go(days, row.manager())));
        managers.setEmptyStateText(t("requests.response.none"));
    }

    private void prepareAnswers() {
        style(answers, t("requests.response.behind"));
        answers.addColumn(new ComponentRenderer<>(answer -> {
                    var link = Parts.link(CommunicationsView.PATH + "/" + answer.number(), answer.number());
                    return link;
                }))
                .setHeader(t("requests.response.request"));
        answers.addColumn(answer -> texts.moment(answer.askedAt())).setHeader(t("requests.response.asked"));
        answers.addColumn(answer -> texts.moment(answer.answeredAt())).setHeader(t("requests.response.answeredAt"));
        answers.addColumn(new ComponentRenderer<>(answer -> ResponsePopover.figure(answer, texts)))
                .setHeader(t("requests.response.working"));
        answers.addColumn(answer -> answer.first() ? t("requests.response.isFirst") : "")
                .setHeader(t("requests.response.kind"));
        answers.setEmptyStateText(t("requests.response.none"));
    }

    private static void style(Grid<?> grid, String name) {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", name);
    }

    @Override
    public String getPageTitle() {
        return t("requests.response.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        days = query.getSingleParameter(DAYS)
                .flatMap(text -> PERIODS.stream()
                        .filter(period -> String.valueOf(period).equals(text))
                        .findFirst())
                .orElse(BY_DEFAULT);
        periods.forEach(
                (period, chip) -> chip.getElement().setAttribute("aria-pressed", String.valueOf(period == days)));
        var rows = responses.managers(since());
        managers.setItems(rows);
        // Only somebody of the table: another's answers are not to be asked for by an address.
        var chosen = query.getSingleParameter(MANAGER)
                .flatMap(login ->
                        rows.stream().filter(row -> row.manager().equals(login)).findFirst());
        manager = chosen.map(OfManager::manager).orElse(null);
        chosen.ifPresent(managers::select);
        title.setText(chosen.map(row -> t("requests.response.slowest", accounts.nameOf(row.manager())))
                .orElseGet(() -> t("requests.response.choose")));
        answers.setVisible(chosen.isPresent());
        answers.setItems(
                chosen.map(row -> responses.slowest(row.manager(), since())).orElseGet(List::of));
    }

    private Instant since() {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private void go(int newDays, @Nullable String newManager) {
        var query = new java.util.HashMap<String, String>();
        query.put(DAYS, String.valueOf(newDays));
        if (newManager != null) {
            query.put(MANAGER, newManager);
        }
        getUI().ifPresent(ui -> ui.navigate(PATH, QueryParameters.simple(query)));
    }
}
