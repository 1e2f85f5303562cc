package otklik.exchange.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.ui.TryAgain;
import otklik.exchange.ImportCard;
import otklik.exchange.Imports;
import otklik.exchange.Verdict;
import otklik.security.CurrentUser;
import otklik.ui.ListBody;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What would become of the rows, or what became of them: numbers that add up to the file, and each row with its reason. */
class ResultPart extends Div {
    private static final int MOST_TO_LOOK_AT = 100_000;

    private final transient ImportCard file;
    private final long batchId;
    private final transient ImportScreens screens;
    private final transient Consumer<ImportCard> show;
    private final transient @Nullable BatchKind kind;
    private final boolean isDry;
    private final Span state = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Div chips = Parts.row("chips");
    private final Map<Verdict, NativeButton> buttons = new EnumMap<>(Verdict.class);
    private final Div sum = Parts.row("sum");
    private final Div acts = Parts.row("line");
    private final Grid<BatchRow> grid = new Grid<>();
    private final ListBody rows = new ListBody(grid);
    private Verdict only = Verdict.INVALID;
    private boolean isChosen;
    private transient Batch.@Nullable State shown;

    ResultPart(ImportCard file, long batchId, ImportScreens screens, Consumer<ImportCard> show) {
        this.file = file;
        this.batchId = batchId;
        this.screens = screens;
        this.show = show;
        this.kind =
                screens.batches().find(batchId).flatMap(screens.batches()::kind).orElse(null);
        this.isDry = file.run() == null;
        addClassNames("body");
        bar.getElement().setAttribute("aria-label", t(isDry ? "exchange.checking" : "exchange.importing"));
        for (var verdict : Verdict.values()) {
            var chip = new NativeButton("", click -> choose(verdict));
            chip.addClassName("chip");
            buttons.put(verdict, chip);
            chips.add(chip);
        }
        prepareGrid();
        add(Parts.row("line", state), bar, acts, chips, sum, rows);
        refresh();
    }

    private void prepareGrid() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t("exchange.reason"));
        grid.addColumn(row -> screens.imports().line(row))
                .setHeader(t("exchange.line"))
                .setWidth("90px")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::label))
                .setHeader(t("exchange.column.company"))
                .setFlexGrow(1);
        grid.addColumn(new ComponentRenderer<>(row -> {
                    var note = Parts.text("ell", row.note() == null ? "" : row.note());
                    note.setTitle(row.note() == null ? "" : row.note());
                    return note;
                }))
                .setHeader(t("exchange.reason"))
                .setFlexGrow(2);
        grid.setItems(
                query -> screens.imports().rows(batchId, only, query.getOffset(), query.getLimit()).stream(),
                query -> Math.min(
                        MOST_TO_LOOK_AT,
                        screens.imports().summary(file, batchId).of(only)));
    }

    private com.vaadin.flow.component.Component label(BatchRow row) {
        var path = kind == null ? null : kind.path(row);
        return path == null ? Parts.text("ell", row.label()) : new Anchor(path, row.label());
    }

    private void choose(Verdict verdict) {
        only = verdict;
        isChosen = true;
        refresh();
    }

    void refresh() {
        var batch = screens.batches().find(batchId).orElse(null);
        if (batch == null) {
            return;
        }
        var summary = screens.imports().summary(file, batchId);
        var isActive = batch.state().isActive();
        state.setText(word(batch));
        bar.setVisible(isActive);
        bar.setIndeterminate(batch.state() != Batch.State.RUNNING);
        bar.setMax(Math.max(1, summary.read()));
        bar.setValue(Math.min(summary.read(), summary.read() - summary.waiting()));
        if (!isChosen) {
            only = Arrays.stream(new Verdict[] {
                        Verdict.INVALID, Verdict.DOUBLE, Verdict.SUPPRESSED, Verdict.UPDATED, Verdict.NEW
                    })
                    .filter(verdict -> summary.of(verdict) > 0)
                    .findFirst()
                    .orElse(Verdict.NEW);
        }
        buttons.forEach((verdict, chip) -> {
            chip.setText(t(verdict) + " " + number(summary.of(verdict)));
            chip.getElement().setAttribute("aria-pressed", String.valueOf(verdict == only));
        });
        showSum(batch, summary);
        if (batch.state() != shown) {
            shown = batch.state();
            showActs(batch, summary);
        }
        if (summary.of(only) > 0) {
            rows.showRows();
            grid.getDataProvider().refreshAll();
        } else {
            rows.showEmpty(t("exchange.noReasons"), t("exchange.noReasons.hint"));
        }
    }

    private String word(Batch batch) {
        return switch (batch.state()) {
            case COLLECTING, RUNNING -> t(isDry ? "exchange.checking" : "exchange.importing");
            case STOPPED -> t("exchange.stopped");
            case DONE -> t(isDry ? "exchange.checked" : "exchange.done");
            case UNDOING -> t(Batch.State.UNDOING);
            case UNDONE -> t("exchange.undone");
            case FAILED -> t("exchange.failed", batch.failure() == null ? "" : batch.failure());
        };
    }

    /** The equation is shown when all is done: it is how one sees that no row was lost (E74). */
    private void showSum(Batch batch, Imports.Summary summary) {
        sum.removeAll();
        if (batch.state() != Batch.State.DONE) {
            return;
        }
        if (summary.addsUp()) {
            var parts = Arrays.stream(Verdict.values())
                    .filter(verdict -> summary.of(verdict) > 0)
                    .map(verdict -> number(summary.of(verdict)) + " " + t(verdict))
                    .collect(Collectors.joining(" + "));
            sum.add(Parts.text("muted", t("exchange.sum", number(summary.read()), parts)));
        } else {
            var judged = summary.verdicts().values().stream()
                    .mapToInt(count -> count)
                    .sum();
            sum.add(Parts.tag(Parts.Tone.LATE, t("exchange.sum.wrong", number(summary.read()), number(judged))));
        }
    }

    private void showActs(Batch batch, Imports.Summary summary) {
        acts.removeAll();
        var isMine = CurrentUser.login().filter(batch.owner()::equals).isPresent();
        if (isMine && isDry && !batch.state().isActive()) {
            var toDo = summary.of(Verdict.NEW) + summary.of(Verdict.UPDATED);
            if (batch.state() == Batch.State.DONE && toDo > 0) {
                acts.add(Parts.primary(
                        Parts.button(t("exchange.doImport", number(toDo)), "Ctrl+Enter", "Ctrl \u21b5", this::run)));
            }
            acts.add(new Button(
                    t("exchange.back"),
                    click -> Parts.attempt(() -> {
                        screens.imports().changePlan(file.id());
                        screens.imports().find(file.id()).ifPresent(show);
                    })));
        }
        if (isMine && (batch.state() == Batch.State.RUNNING || batch.state() == Batch.State.COLLECTING)) {
            acts.add(new Button(
                    t("exchange.stop"),
                    click -> Parts.attempt(() -> screens.batches().stop(batchId))));
        }
        if (isMine && batch.state() == Batch.State.STOPPED) {
            acts.add(Parts.primary(new Button(
                    t("exchange.goOn"),
                    click -> Parts.attempt(() -> screens.batches().resume(batchId)))));
        }
        if (isMine && !isDry) {
            TryAgain.button(screens.batches(), batch, this::refresh).ifPresent(acts::add);
        }
        if (isMine && screens.batches().canUndo(batch)) {
            acts.add(new Button(t("exchange.undo"), click -> askToUndo()));
        }
        var rejected = summary.of(Verdict.INVALID) + summary.of(Verdict.DOUBLE) + summary.of(Verdict.SUPPRESSED);
        if (!batch.state().isActive() && rejected > 0) {
            acts.add(Parts.file(Imports.rejectedPath(batchId), t("exchange.rejected")));
        }
        acts.add(Parts.row("grow"), new Anchor("batches/" + batchId, batch.number()));
    }

    private void run() {
        Parts.attempt(() -> {
            screens.imports().run(file.id());
            screens.imports().find(file.id()).ifPresent(show);
        });
    }

    private void askToUndo() {
        var dialog = new ConfirmDialog();
        dialog.setHeader(t("exchange.undo"));
        dialog.setText(t("exchange.undo.ask"));
        dialog.setCancelable(true);
        dialog.setCancelText(t("ui.cancel"));
        dialog.setConfirmText(t("exchange.undo"));
        dialog.addConfirmListener(
                confirmed -> Parts.attempt(() -> screens.batches().undo(batchId)));
        dialog.open();
    }

    private static String number(int count) {
        return NumberFormat.getIntegerInstance(Texts.locale()).format(count);
    }
}
