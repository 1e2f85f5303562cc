package otklik.batches.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import otklik.batches.Batch;
import otklik.batches.Batches;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The bulk actions of the person, the newest first. */
@Route(value = BatchesView.PATH, layout = MainLayout.class)
@PermitAll
class BatchesView extends Div implements HasDynamicTitle {
    static final String PATH = "batches";

    private final transient Batches batches;
    private final Grid<Batch> grid = new Grid<>();
    private final ListBody body = new ListBody(grid);

    BatchesView(Batches batches, Accounts accounts, Texts texts, Signals signals) {
        this.batches = batches;
        addClassName("page");
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t("batches.title"));
        grid.addColumn(new ComponentRenderer<>(batch -> {
                    var link = Parts.link(PATH + "/" + batch.id(), batch.title());
                    return link;
                }))
                .setHeader(t("batches.what"))
                .setFlexGrow(3);
        grid.addColumn(new ComponentRenderer<>(BatchWords::tag)).setHeader(t("batches.state"));
        grid.addColumn(batch -> batch.total() == 0 ? "" : String.valueOf(batch.total()))
                .setHeader(t("batches.rows"))
                .setFlexGrow(0)
                .setWidth("110px");
        grid.addColumn(batch -> accounts.nameOf(batch.owner())).setHeader(t("batches.owner"));
        grid.addColumn(batch -> texts.moment(batch.startedAt())).setHeader(t("batches.started"));
        grid.setItems(query -> batches.list(query.getOffset(), query.getLimit()).stream());
        add(Parts.row("card", Parts.row("head", new H1(t("batches.title"))), body));
        Live.refresh(this, signals, Set.of(Batches.TOPIC), this::refresh);
        refresh();
    }

    private void refresh() {
        if (batches.list(0, 1).isEmpty()) {
            body.showEmpty(t("batches.none"), t("batches.none.hint"));
        } else {
            body.showRows();
            grid.getDataProvider().refreshAll();
        }
    }

    @Override
    public String getPageTitle() {
        return t("batches.title") + " · " + t("ui.name");
    }
}
