package otklik.batches.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.batches.Batch;
import otklik.batches.BatchRow;
import otklik.batches.BatchRow.RowState;
import otklik.batches.Batches;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** One bulk action: how far it is and what became of each record. It goes on whether or not anybody looks. */
@Route(value = BatchesView.PATH + "/:id", layout = MainLayout.class)
@PermitAll
class BatchView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final String RESULT = "result";

    private final transient Batches batches;
    private final transient List<BatchPanel> panels;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final Div head = Parts.row("head");
    private final Div tools = Parts.row("tools");
    private final Div panel = new Div();
    private final Grid<BatchRow> grid = new Grid<>();
    private final ProgressBar bar = new ProgressBar();
    private final Span progress = Parts.text("muted", "");
    private final NativeButton all = chip(null);
    private final Map<RowState, NativeButton> chips = new EnumMap<>(RowState.class);
    private final Span trouble = Parts.tag(Parts.Tone.LATE, "");
    private transient @Nullable Batch batch;
    private transient @Nullable Steering steering;
    private @Nullable RowState only;
    private long id;

    BatchView(Batches batches, List<BatchPanel> panels, Accounts accounts, Texts texts, Signals signals) {
        this.batches = batches;
        this.panels = panels;
        this.accounts = accounts;
        this.texts = texts;
        addClassName("page");
        prepareTools();
        prepareGrid();
        add(Parts.row("card", head, tools, panel, grid));
        Live.refresh(this, signals, Set.of(Batches.TOPIC), this::refresh);
    }

    private void prepareTools() {
        bar.addClassName("batch-bar");
        var row = Parts.row("chips", all);
        for (var state : RowState.values()) {
            var chip = chip(state);
            chips.put(state, chip);
            row.add(chip);
        }
        tools.add(bar, progress, row, trouble);
    }

    private void prepareGrid() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t("batches.rows"));
        grid.addColumn(BatchRow::place).setHeader("№").setFlexGrow(0).setWidth("80px");
        grid.addColumn(new ComponentRenderer<>(this::label))
                .setHeader(t("batches.row"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(row -> Parts.tag(BatchWords.tone(row.state()), t(row.state()))))
                .setHeader(t("batches.result"))
                .setFlexGrow(0)
                .setWidth("150px");
        grid.addColumn(new ComponentRenderer<>(row -> {
                    var note = Parts.text("ell", row.note() == null ? "" : row.note());
                    note.setTitle(note.getText());
                    return note;
                }))
                .setHeader(t("batches.note"))
                .setFlexGrow(3);
        grid.setItems(query -> batches.rows(id, only, query.getOffset(), query.getLimit()).stream());
        grid.setEmptyStateText(t("batches.noRows"));
    }

    private Component label(BatchRow row) {
        var path = batch == null
                ? null
                : batches.kind(batch).map(kind -> kind.path(row)).orElse(null);
        if (path == null) {
            return new Span(row.label());
        }
        return Parts.link(path, row.label());
    }

    @Override
    public String getPageTitle() {
        return (batch == null ? t("batches.title") : batch.title()) + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var number = event.getRouteParameters().get("id").orElse("");
        id = number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
        only = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(RESULT)
                .flatMap(name -> Arrays.stream(RowState.values())
                        .filter(state -> state.name().equals(name))
                        .findFirst())
                .orElse(null);
        if (batches.find(id).isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        refresh();
    }

    private void refresh() {
        batch = batches.find(id).orElse(null);
        if (batch != null) {
            draw(batch, batches.counts(id));
            grid.getDataProvider().refreshAll();
        }
    }

    /** What the buttons in the head depend on. */
    private record Steering(Batch.State state, @Nullable Integer found, boolean canRetry, boolean canUndo) {}

    /** Only what has changed is made anew: a button that is, while somebody presses it, is never pressed, and loses the focus. */
    private void draw(Batch now, Map<RowState, Integer> counts) {
        var steers = new Steering(now.state(), now.found(), batches.canRetry(now), batches.canUndo(now));
        if (!steers.equals(steering)) {
            steering = steers;
            showHead(now, steers);
        }
        BatchWords.show(bar, now, counts);
        progress.setText(BatchWords.progress(now, counts));
        showChip(all, null, t("batches.all", now.total()));
        chips.forEach((state, chip) -> {
            var count = counts.get(state);
            chip.setVisible(count != null);
            showChip(chip, state, t(state) + " " + count);
        });
        trouble.setVisible(now.failure() != null);
        trouble.setText(now.failure() == null ? "" : now.failure());
        panel.removeAll();
        panels.stream().filter(own -> own.kind().equals(now.kind())).forEach(own -> panel.add(own.panel(now)));
    }

    private void showHead(Batch now, Steering steers) {
        head.removeAll();
        head.add(
                new H1(now.title()),
                BatchWords.tag(now),
                Parts.text("muted", accounts.nameOf(now.owner())),
                Parts.moment(texts, now.startedAt()),
                Parts.row("grow"));
        if (now.state() == Batch.State.COLLECTING || now.state() == Batch.State.RUNNING) {
            head.add(Parts.button(t("batches.stop"), "", "", () -> act(() -> batches.stop(id))));
        }
        if (now.state() == Batch.State.STOPPED) {
            head.add(Parts.button(t("batches.resume"), "", "", () -> act(() -> batches.resume(id))));
        }
        TryAgain.button(batches, now, this::refresh).ifPresent(head::add);
        if (steers.canUndo()) {
            head.add(Parts.button(t("batches.undo"), "", "", this::askUndo));
        }
    }

    private NativeButton chip(@Nullable RowState state) {
        var chip = new NativeButton("", click -> getUI().ifPresent(ui -> ui.navigate(
                BatchesView.PATH + "/" + id,
                state == null ? QueryParameters.empty() : QueryParameters.of(RESULT, state.name()))));
        chip.addClassName("chip");
        return chip;
    }

    private void showChip(NativeButton chip, @Nullable RowState state, String text) {
        chip.setText(text);
        chip.getElement().setAttribute("aria-pressed", String.valueOf(state == only));
    }

    private void askUndo() {
        var dialog = new ConfirmDialog(
                t("batches.undo"),
                t("batches.undo.ask", batches.counts(id).getOrDefault(RowState.DONE, 0)),
                t("batches.undo"),
                confirmed -> act(() -> batches.undo(id)));
        dialog.setCancelable(true);
        dialog.setCancelText(t("ui.cancel"));
        dialog.open();
    }

    private void act(Runnable action) {
        Parts.attempt(action);
        refresh();
    }
}
