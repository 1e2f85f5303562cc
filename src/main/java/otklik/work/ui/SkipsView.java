package otklik.work.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.Skips;
import otklik.work.TaskTypes;
import otklik.work.WorkReasons;
import otklik.work.WorkReasons.Kind;
import otklik.work.WorkSessions;

/** What people did not want to do in a period and why: by person and reason, and each one. */
@Route(value = SkipsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.WORK, action = Action.ASSIGN)
class SkipsView extends Div implements HasDynamicTitle {
    static final String PATH = "settings/order/skips";
    private static final int DAYS = 7;

    private final transient Skips skips;
    private final transient WorkReasons reasons;
    private final transient TaskTypes types;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final DatePicker from = Parts.date(t("work.skips.from"));
    private final DatePicker until = Parts.date(t("work.skips.until"));
    private final Grid<Skips.Count> counts = new Grid<>();
    private final Grid<Skips.Skip> each = new Grid<>();
    private final ListBody countsBody = new ListBody(counts);

    SkipsView(
            Skips skips,
            WorkReasons reasons,
            TaskTypes types,
            Accounts accounts,
            Texts texts,
            Parameters parameters,
            Signals signals,
            Clock clock) {
        this.skips = skips;
        this.reasons = reasons;
        this.types = types;
        this.accounts = accounts;
        this.texts = texts;
        addClassNames("page", "skips");
        var today = LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE));
        from.setValue(today.minusDays(DAYS - 1L));
        until.setValue(today);
        from.addValueChangeListener(change -> refresh());
        until.addValueChangeListener(change -> refresh());
        fillCounts();
        fillEach();
        add(
                Parts.row(
                        "card",
                        Parts.row(
                                "head",
                                Parts.link(OrderView.PATH, "‹ " + t("work.order.title")),
                                new H1(t("work.skips.title"))),
                        Parts.row("tools", from, until),
                        countsBody),
                Parts.row("card", Parts.row("head", new H2(t("work.skips.each"))), each));
        refresh();
        Live.refresh(this, signals, Set.of(WorkSessions.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("work.skips.title") + " · " + t("ui.name");
    }

    private void fillCounts() {
        counts.addClassNames("list", "columns");
        counts.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        counts.setSelectionMode(Grid.SelectionMode.NONE);
        counts.getElement().setAttribute("aria-label", t("work.skips.title"));
        counts.addColumn(count -> accounts.nameOf(count.login())).setHeader(t("work.skips.who"));
        counts.addColumn(count -> reasons.name(Kind.SKIP, count.reason(), Texts.locale()))
                .setHeader(t("work.skips.why"));
        counts.addColumn(Skips.Count::skips)
                .setHeader(t("work.skips.count"))
                .setWidth("120px")
                .setFlexGrow(0);
    }

    private void fillEach() {
        each.addClassNames("list", "columns");
        each.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        each.setSelectionMode(Grid.SelectionMode.NONE);
        each.getElement().setAttribute("aria-label", t("work.skips.each"));
        each.addColumn(skip -> texts.fullMoment(skip.at()))
                .setHeader(t("work.skips.when"))
                .setWidth("190px")
                .setFlexGrow(0);
        each.addColumn(skip -> accounts.nameOf(skip.login())).setHeader(t("work.skips.who"));
        each.addColumn(skip -> skip.businessKey() + " · "
                        + types.find(skip.processKey(), skip.taskKey())
                                .map(type -> types.name(type, Texts.locale()))
                                .orElse(skip.taskKey()))
                .setHeader(t("work.skips.task"));
        each.addColumn(skip -> reasons.name(Kind.SKIP, skip.reason(), Texts.locale())
                        + (skip.note() == null ? "" : ": " + skip.note()))
                .setHeader(t("work.skips.why"));
        each.setItems(query -> isPeriod()
                ? skips.list(from.getValue(), until.getValue(), null, query.getOffset(), query.getLimit()).stream()
                : java.util.stream.Stream.empty());
    }

    private boolean isPeriod() {
        return from.getValue() != null && until.getValue() != null;
    }

    private void refresh() {
        var rows = isPeriod() ? skips.counts(from.getValue(), until.getValue()) : java.util.List.<Skips.Count>of();
        counts.setItems(rows);
        if (rows.isEmpty()) {
            countsBody.showEmpty(t("work.skips.empty"), t("work.skips.empty.hint"));
        } else {
            countsBody.showRows();
        }
        each.getDataProvider().refreshAll();
    }
}
