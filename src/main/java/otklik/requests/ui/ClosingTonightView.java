package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import otklik.kernel.Signals;
import otklik.requests.ClosingTonight;
import otklik.requests.ClosingTonight.Closing;
import otklik.requests.ClosingTonight.Result;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What closes tonight because the client is silent; many rows at once are kept, closed or reminded, and each says what became of it. */
@Route(value = ClosingTonightView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.REQUESTS)
class ClosingTonightView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "communications/closing-tonight";

    private final transient ClosingTonight closing;
    private final Grid<Closing> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final Div results = Parts.row("notes");
    private final Button keep =
            Parts.primary(Parts.button(t("requests.tonight.keep"), "KeyE", "E", () -> all(keeping())));
    private final Button remind = Parts.button(t("requests.tonight.remind"), "KeyM", "M", () -> all(reminding()));
    private final Button close = Parts.button(t("requests.tonight.close"), "KeyX", "X", () -> all(closing()));

    ClosingTonightView(ClosingTonight closing, Accounts accounts, Texts texts, Signals signals) {
        this.closing = closing;
        addClassName("page");
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", t("requests.tonight"));
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.addColumn(new ComponentRenderer<>(row -> {
                    var number = row.request().number();
                    var link = Parts.link(CommunicationsView.PATH + "/" + number, number);
                    return link;
                }))
                .setHeader(t("requests.response.request"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(row -> row.request().clientName()).setHeader(t("requests.client"));
        grid.addColumn(row -> row.request().lastMessage())
                .setHeader(t("requests.tonight.last"))
                .setFlexGrow(2);
        grid.addColumn(row -> RequestWords.holder(row.request(), accounts)).setHeader(t("requests.manager"));
        grid.addColumn(new ComponentRenderer<>(row -> Parts.moment(texts, row.at())))
                .setHeader(t("requests.tonight.at"));
        grid.addSelectionListener(selection -> enable());
        var card = Parts.row(
                "card",
                Parts.row("head", new H1(t("requests.tonight"))),
                Parts.row(
                        "tools",
                        keep,
                        remind,
                        close,
                        Parts.text("muted", t("requests.tonight.until", texts.fullMoment(closing.until())))),
                results,
                listBody);
        add(card);
        Live.refresh(this, signals, Set.of(Signals.REQUESTS), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("requests.tonight") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        refresh();
    }

    private Function<Collection<String>, List<Result>> keeping() {
        return closing::keep;
    }

    private Function<Collection<String>, List<Result>> reminding() {
        return closing::remindNow;
    }

    private Function<Collection<String>, List<Result>> closing() {
        return closing::closeNow;
    }

    private void refresh() {
        var chosen = numbers();
        var rows = closing.list();
        if (rows.isEmpty()) {
            listBody.showEmpty(t("requests.tonight.empty"), t("requests.tonight.empty.hint"));
        } else {
            listBody.showRows();
            grid.setItems(rows);
            rows.stream().filter(row -> chosen.contains(row.request().number())).forEach(grid::select);
        }
        enable();
    }

    private void enable() {
        var some = !grid.getSelectedItems().isEmpty();
        List.of(keep, remind, close).forEach(button -> button.setEnabled(some));
    }

    private List<String> numbers() {
        return grid.getSelectedItems().stream()
                .map(row -> row.request().number())
                .sorted()
                .toList();
    }

    /** Does it to all chosen rows; what was refused is said row by row. */
    private void all(Function<Collection<String>, List<Result>> deed) {
        var outcome = deed.apply(numbers());
        results.removeAll();
        var done = outcome.stream().filter(Result::done).count();
        Parts.done(t("requests.tonight.done", done, outcome.size()));
        outcome.stream().filter(row -> !row.done()).forEach(row -> {
            var refusal = row.refusal();
            results.add(Parts.text(
                    "field-error", row.number() + ": " + (refusal == null ? "" : refusal.in(Texts.locale()))));
        });
        grid.deselectAll();
        refresh();
    }
}
