package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.inbox.SpamPreviews;
import otklik.inbox.SpamRules;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.sources.Sources;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The rules that hide spam, what each has done, and the one that is open. The address holds the rule. */
@Route(value = SpamRulesView.PATH + "/:rule?", layout = MainLayout.class)
@PermitAll
@Needs(Section.SETTINGS)
class SpamRulesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "spam-rules";
    private static final String NEW = "new";
    private static final int LINES = 50;

    private final transient SpamRules rules;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final Map<String, String> sources;
    private final Grid<SpamRules.Row> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final Span version = Parts.tag(Parts.Tone.PLAN, "");
    private final SpamRulePane pane;
    private List<SpamRules.Row> rows = List.of();
    private @Nullable String selected;

    SpamRulesView(
            SpamRules rules, SpamPreviews previews, Sources sources, Accounts accounts, Texts texts, Signals signals) {
        this.rules = rules;
        this.accounts = accounts;
        this.texts = texts;
        this.sources = sources.names();
        this.pane = new SpamRulePane(rules, previews, this.sources, texts, this::show);
        addClassNames("page", "two", "wide-list");
        add(list(), pane);
        Live.refresh(this, signals, Set.of(Signals.SETTINGS, Signals.MESSAGES), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("inbox.spam.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("rule").orElse(null);
        refresh();
        if (NEW.equals(selected)) {
            pane.add();
        } else {
            pane.show(row());
        }
    }

    private SpamRules.@Nullable Row row() {
        return rows.stream()
                .filter(row -> row.rule().id().equals(selected))
                .findFirst()
                .orElse(null);
    }

    private Div list() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", t("inbox.spam.title"));
        grid.addColumn(LitRenderer.<SpamRules.Row>of(
                                """
                                <b class="ell" title="${item.words}">${item.words}</b><div class="ell muted" title="${item.note}">${item.note}</div>""")
                        .withProperty("words", row -> SpamWords.of(row.rule().conditions(), sources))
                        .withProperty("note", row -> row.rule().note()))
                .setHeader(t("inbox.spam.rule"))
                .setFlexGrow(1);
        grid.addColumn(LitRenderer.<SpamRules.Row>of("<span class=\"tag ${item.tone}\">${item.state}</span>")
                        .withProperty("tone", row -> row.rule().on() ? "ok" : "plan")
                        .withProperty("state", row -> t(row.rule().on() ? "inbox.spam.on" : "inbox.spam.off")))
                .setHeader(t("inbox.spam.state"))
                .setWidth("120px")
                .setFlexGrow(0);
        grid.addColumn(LitRenderer.<SpamRules.Row>of(
                                """
                                <div>${item.hits}</div><span class="tag late" ?hidden="${!item.restored}">${item.restored}</span>""")
                        .withProperty("hits", SpamRules.Row::hits)
                        .withProperty(
                                "restored", row -> row.restored() == 0 ? "" : t("inbox.spam.restored", row.restored())))
                .setHeader(t("inbox.spam.hits"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("130px")
                .setFlexGrow(0);
        grid.addColumn(LitRenderer.<SpamRules.Row>of(
                                "<span class=\"moment\" title=\"${item.full}\">${item.last}</span>")
                        .withProperty("last", row -> row.lastHit() == null ? "" : texts.moment(row.lastHit()))
                        .withProperty("full", row -> row.lastHit() == null ? "" : texts.fullMoment(row.lastHit())))
                .setHeader(t("inbox.spam.lastHit"))
                .setWidth("120px")
                .setFlexGrow(0);
        grid.addSelectionListener(selection -> {
            if (selection.isFromClient()) {
                selection
                        .getFirstSelectedItem()
                        .ifPresentOrElse(row -> show(row.rule().id()), this::select);
            }
        });
        var head = Parts.row(
                "head",
                new H1(t("inbox.spam.title")),
                version,
                Parts.row("grow"),
                Parts.button(t("inbox.spam.history"), "KeyH", "H", this::showHistory));
        if (rules.mayChange()) {
            head.add(Parts.primary(Parts.button(t("inbox.spam.add"), "KeyN", "N", () -> show(NEW))));
        }
        var card = Parts.row("card", head, listBody);
        card.add(Parts.key("KeyJ", t("ui.next"), () -> step(1)), Parts.key("KeyK", t("ui.previous"), () -> step(-1)));
        return card;
    }

    private void refresh() {
        var table = rules.table();
        rows = table.rows();
        version.setText(t("inbox.spam.version", table.version()));
        grid.setItems(rows);
        if (rows.isEmpty()) {
            listBody.showEmpty(t("inbox.spam.empty"), t("inbox.spam.empty.hint"));
        } else {
            listBody.showRows();
        }
        select();
        pane.refresh(row());
    }

    private void select() {
        var row = row();
        if (row == null) {
            grid.deselectAll();
        } else {
            grid.select(row);
        }
    }

    private void step(int by) {
        if (!rows.isEmpty()) {
            var row = row();
            int here = row == null ? -1 : rows.indexOf(row);
            show(rows.get(here < 0 ? 0 : Math.floorMod(here + by, rows.size()))
                    .rule()
                    .id());
        }
    }

    private void show(@Nullable String rule) {
        getUI().ifPresent(ui -> ui.navigate(rule == null ? PATH : PATH + "/" + rule));
    }

    private void showHistory() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("inbox.spam.history"));
        var list = Parts.row("timeline");
        for (var event : rules.history(LINES)) {
            var line = new Div(
                    new Div(new Span(t("history." + event.kind())), new Span(" "), Parts.moment(texts, event.at())));
            var words = event.after() != null ? event.after() : event.before();
            if (words != null) {
                line.add(Parts.text("muted", SpamWords.ofKept(words, sources)));
            }
            line.add(Parts.text(
                    "faint", accounts.nameOf(event.actor()) + (event.note() == null ? "" : " · " + event.note())));
            list.add(line);
        }
        dialog.add(list.getChildren().findAny().isEmpty() ? Parts.text("muted", t("inbox.spam.noHistory")) : list);
        dialog.getFooter().add(Parts.button(t("ui.close"), "", "", dialog::close));
        dialog.open();
    }
}
