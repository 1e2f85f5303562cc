package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import java.util.stream.Collectors;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyDouble;
import otklik.customers.CompanyDoubles;
import otklik.customers.ContactPoint;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** Pairs of companies that may be one, the likeliest first: compared and joined, or called different. */
@Route(value = DoublesView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.COMPANIES, action = Action.CHANGE)
class DoublesView extends Div implements HasDynamicTitle {
    static final String PATH = "companies/doubles";

    private final transient CompanyDoubles doubles;
    private final Grid<CompanyDouble> grid = new Grid<>();
    private final ListBody body = new ListBody(grid);
    private final Div count = Parts.row("muted");

    DoublesView(CompanyDoubles doubles, Signals signals) {
        this.doubles = doubles;
        addClassName("page");
        columns();
        add(Parts.row(
                "card",
                Parts.row(
                        "head",
                        new H1(t("customers.doubles")),
                        count,
                        Parts.row("grow"),
                        Parts.link(CompaniesView.PATH, t("customers.title"))),
                body));
        grid.setItems(query -> doubles.pairs(query.getOffset(), query.getLimit()).stream());
        Live.refresh(this, signals, Set.of(Companies.TOPIC), this::refresh);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return t("customers.doubles") + " · " + t("ui.name");
    }

    private void columns() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t("customers.doubles"));
        grid.addColumn(new ComponentRenderer<>(pair -> company(pair.one())))
                .setHeader(t("customers.doubles.one"))
                .setFlexGrow(3);
        grid.addColumn(new ComponentRenderer<>(pair -> company(pair.other())))
                .setHeader(t("customers.doubles.other"))
                .setFlexGrow(3);
        grid.addColumn(new ComponentRenderer<>(pair -> Parts.text("merge-label", DoublesNote.reasons(pair.reasons()))))
                .setHeader(t("customers.doubles.why"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(this::acts))
                .setHeader("")
                .setFlexGrow(0)
                .setWidth("250px");
    }

    private static Component company(CompanyCard company) {
        var more = company.form().points().stream().map(ContactPoint::shown).collect(Collectors.joining(", "));
        return Parts.row(
                "stack",
                Parts.link(CompanyView.PATH + "/" + company.number(), company.number() + " " + company.name()),
                Parts.text(
                        "muted",
                        company.form().inn().isEmpty()
                                ? more
                                : t("customers.doubles.inn", company.form().inn(), more)));
    }

    private Component acts(CompanyDouble pair) {
        var different = new Button(
                t("customers.doubles.dismiss"),
                click -> Parts.attempt(() -> {
                    doubles.dismiss(pair.one().number(), pair.other().number());
                    Parts.done(t(
                            "customers.doubles.dismissed",
                            pair.one().number(),
                            pair.other().number()));
                    refresh();
                }));
        different.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        different.setAriaLabel(t("customers.doubles.dismiss") + ": "
                + pair.one().number() + ", " + pair.other().number());
        return Parts.row(
                "line",
                Parts.link(MergeView.path(pair.one().number(), pair.other().number()), t("customers.doubles.compare")),
                different);
    }

    private void refresh() {
        var waiting = doubles.count();
        count.setText(waiting > CompanyDoubles.COUNTED ? CompanyDoubles.COUNTED + "+" : String.valueOf(waiting));
        if (waiting == 0) {
            body.showEmpty(t("customers.doubles.empty"), t("customers.doubles.empty.hint"));
        } else {
            body.showRows();
            grid.getDataProvider().refreshAll();
        }
    }
}
