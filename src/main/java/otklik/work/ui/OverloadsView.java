package otklik.work.ui;

import static otklik.ui.Texts.t;

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
import otklik.work.Capacity;
import otklik.work.DayLoad;
import otklik.work.Overload;

/** Days on which somebody has more than goes in, for whoever may move it (E28): nothing is taken away by itself. */
@Route(value = OverloadsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.WORK, action = Action.ASSIGN)
class OverloadsView extends Div implements HasDynamicTitle {
    static final String PATH = "overloads";

    private final transient Capacity capacity;
    private final Grid<Overload> grid = new Grid<>();
    private final ListBody body = new ListBody(grid);

    OverloadsView(Capacity capacity, Accounts accounts, Texts texts, Signals signals) {
        this.capacity = capacity;
        addClassName("page");
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t("work.overloads"));
        grid.addColumn(new ComponentRenderer<>(overload -> Parts.link(
                        "employees/" + overload.load().login(),
                        accounts.nameOf(overload.load().login()))))
                .setHeader(t("work.overloads.person"));
        grid.addColumn(overload -> texts.date(overload.load().date())).setHeader(t("work.overloads.day"));
        grid.addColumn(new ComponentRenderer<>(overload -> Parts.tag(Parts.Tone.LATE, how(overload.load()))))
                .setHeader(t("work.overloads.how"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(overload -> new Span(
                        overload.reasons().isEmpty()
                                ? t("work.overloads.notAsked")
                                : String.join("; ", overload.reasons()))))
                .setHeader(t("work.overloads.why"))
                .setFlexGrow(2);
        add(Parts.row(
                "card",
                Parts.row("head", new H1(t("work.overloads"))),
                Parts.row("tools", Parts.text("muted", t("work.overloads.hint", Capacity.HORIZON))),
                body));
        // What is planned changes all the time: the list of it is as fresh as the limits and the people are.
        Live.refresh(this, signals, Set.of(Capacity.TOPIC, Signals.STAFF, Signals.SETTINGS), this::refresh);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return t("work.overloads") + " · " + t("ui.name");
    }

    /** In words: by pieces, by minutes, or because he is away. */
    private static String how(DayLoad load) {
        return load.off() != null
                ? t("work.overloads.off", load.pieces(), t(load.off()))
                : t(
                        "work.overloads.full",
                        load.pieces(),
                        load.limit(),
                        load.booked().toMinutes(),
                        load.working().toMinutes());
    }

    private void refresh() {
        var all = capacity.overloads();
        grid.setItems(all);
        if (all.isEmpty()) {
            body.showEmpty(t("work.overloads.empty"), t("work.overloads.empty.hint"));
        } else {
            body.showRows();
        }
    }
}
