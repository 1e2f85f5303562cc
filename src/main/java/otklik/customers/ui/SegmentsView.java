package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyList;
import otklik.customers.Segment;
import otklik.customers.Segments;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The segments with how many companies are in each, as far as the person may see them. */
@Route(value = SegmentsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.COMPANIES)
class SegmentsView extends Div implements HasDynamicTitle {
    static final String PATH = "segments";

    private final transient Segments segments;
    private final transient CompanyList list;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final Grid<Segment> grid = new Grid<>();
    private final ListBody body = new ListBody(grid);

    SegmentsView(Segments segments, CompanyList list, Accounts accounts, Texts texts, Signals signals) {
        this.segments = segments;
        this.list = list;
        this.accounts = accounts;
        this.texts = texts;
        addClassName("page");
        var back = Parts.link(CompaniesView.PATH, t("customers.title"));
        columns();
        add(Parts.row("card", Parts.row("head", new H1(t("customers.segments")), Parts.row("grow"), back), body));
        Live.refresh(this, signals, Set.of(Segments.TOPIC), this::refresh);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return t("customers.segments") + " · " + t("ui.name");
    }

    private void columns() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t("customers.segments"));
        grid.addColumn(new ComponentRenderer<>(this::name))
                .setHeader(t("customers.segment.name"))
                .setFlexGrow(3);
        grid.addColumn(new ComponentRenderer<>(this::kind)).setHeader(t("customers.segment.kind"));
        grid.addColumn(this::count)
                .setHeader(t("customers.segment.count"))
                .setFlexGrow(0)
                .setWidth("130px");
        grid.addColumn(segment -> accounts.nameOf(segment.owner())).setHeader(t("customers.segment.owner"));
        grid.addColumn(segment -> texts.date(segment.createdAt())).setHeader(t("customers.segment.since"));
        grid.addColumn(new ComponentRenderer<>(this::removal))
                .setHeader("")
                .setFlexGrow(0)
                .setWidth("130px");
    }

    private static CompanyFilter members(Segment segment) {
        return CompanyFilter.ALL.inSegment(segment.id());
    }

    private Component name(Segment segment) {
        return Parts.link(CompaniesView.PATH + "?" + members(segment).query(), segment.name());
    }

    private Component kind(Segment segment) {
        var kind = new Span(t(segment.frozen() ? "customers.segment.frozen" : "customers.segment.dynamic")
                + (segment.shared() ? " · " + t("ui.views.forAll") : ""));
        return segment.filling() ? Parts.tag(Parts.Tone.TODAY, t("customers.segment.filling")) : kind;
    }

    private String count(Segment segment) {
        var count = list.count(members(segment));
        return count > CompanyList.COUNTED ? CompanyList.COUNTED + "+" : String.valueOf(count);
    }

    private Component removal(Segment segment) {
        var remove = new Button(
                t("customers.segment.remove"),
                click -> Parts.attempt(() -> {
                    segments.remove(segment);
                    Parts.done(t("customers.segment.removed", segment.name()));
                    refresh();
                }));
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        remove.setAriaLabel(t("customers.segment.remove") + ": " + segment.name());
        remove.setVisible(segments.mayRemove(segment));
        return remove;
    }

    private void refresh() {
        var all = segments.all();
        grid.setItems(all);
        if (all.isEmpty()) {
            body.showEmpty(t("customers.segments.empty"), t("customers.segments.empty.hint"));
        } else {
            body.showRows();
        }
    }
}
