package otklik.exchange.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import otklik.batches.Batch;
import otklik.batches.Batches;
import otklik.batches.ui.TryAgain;
import otklik.customers.CompanySelection;
import otklik.exchange.ExportCard;
import otklik.exchange.ExportFormat;
import otklik.exchange.Exports;
import otklik.kernel.Signals;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.Parts;

/** Asks how companies are to be exported, and gives the file when it is made; it is also made when the dialog is closed. */
class ExportDialog extends Dialog {
    private final transient Exports exports;
    private final transient Batches batches;
    private final transient CompanySelection selection;
    private final transient Runnable started;
    private final RadioButtonGroup<ExportFormat> format =
            new RadioButtonGroup<>(t("exchange.export.format"), ExportFormat.values());
    private final CheckboxGroup<String> columns = new CheckboxGroup<>(t("exchange.export.columns"));
    private final FormErrors errors = new FormErrors();
    private final Div body = new Div();
    private long batchId;

    ExportDialog(Exports exports, Batches batches, Signals signals, CompanySelection selection, Runnable started) {
        this.exports = exports;
        this.batches = batches;
        this.selection = selection;
        this.started = started;
        setHeaderTitle(t("exchange.export.title", selection.count()));
        setWidth("620px");
        var all = exports.columns();
        var names = exports.names(all);
        var byColumn = new HashMap<String, String>();
        for (int index = 0; index < all.size(); index++) {
            byColumn.put(all.get(index), names.get(index));
        }
        format.setItemLabelGenerator(otklik.ui.Texts::t);
        format.setValue(ExportFormat.XLSX);
        columns.setItems(all);
        columns.setItemLabelGenerator(column -> byColumn.getOrDefault(column, column));
        columns.setValue(new HashSet<>(all));
        body.addClassName("column");
        body.add(format, errors.add("columns", columns));
        add(body);
        var make = Parts.primary(Parts.button(t("exchange.export.start"), "Ctrl+Enter", "Ctrl \u21b5", this::make));
        getFooter().add(new Button(t("ui.cancel"), click -> close()), make);
        Live.refresh(this, signals, Set.of(Batches.TOPIC), this::refresh);
    }

    private void make() {
        errors.attempt(() -> {
            var chosen = exports.columns().stream()
                    .filter(columns.getValue()::contains)
                    .toList();
            batchId = exports.start(format.getValue(), chosen, selection).id();
            getFooter().removeAll();
            getFooter().add(new Button(t("ui.close"), click -> close()));
            refresh();
            started.run();
        });
    }

    private void refresh() {
        var batch = batches.find(batchId).orElse(null);
        if (batch == null) {
            return;
        }
        body.removeAll();
        if (batch.state() == Batch.State.DONE) {
            exports.file(batchId).ifPresentOrElse(this::showFile, () -> showWhyNot(batch));
        } else if (batch.state().isActive()) {
            var bar = new ProgressBar();
            bar.setIndeterminate(true);
            bar.getElement().setAttribute("aria-label", t("exchange.kind.export"));
            body.add(Parts.text("muted", t("exchange.export.making")), bar);
        } else {
            body.add(Parts.text(
                    "muted",
                    t("exchange.export.failed", batch.failure() == null ? t(batch.state()) : batch.failure())));
        }
    }

    /** Beside what was asked for: who may not export each of the companies gets fewer. */
    private void showFile(ExportCard file) {
        var link = Parts.file(file.path(), t("exchange.download"));
        link.addClassName("download");
        var count = Parts.text("muted", t("exchange.export.count", file.companies(), selection.count()));
        body.add(Parts.row("line", Parts.tag(Parts.Tone.OK, t("exchange.export.ready")), count, link));
    }

    private void showWhyNot(Batch batch) {
        var isBroken = exports.find(batchId).filter(ExportCard::kept).isPresent();
        body.add(Parts.text("muted", t(isBroken ? "exchange.export.broken" : "exchange.exports.gone")));
        if (isBroken) {
            var line = Parts.row("line", new Anchor("batches/" + batchId, batch.number()));
            TryAgain.button(batches, batch, this::refresh).ifPresent(line::add);
            body.add(line);
        }
    }
}
