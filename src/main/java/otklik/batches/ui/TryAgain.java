package otklik.batches.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import java.util.Optional;
import otklik.batches.Batch;
import otklik.batches.Batches;
import otklik.ui.Parts;

/** The button behind which that is tried again which failed: rows, or the whole batch where its records could not be found. */
public final class TryAgain {
    private TryAgain() {}

    /**
     * Empty where nothing has failed.
     *
     * @param tried run when it was begun
     */
    public static Optional<Button> button(Batches batches, Batch batch, Runnable tried) {
        if (batch.state() == Batch.State.FAILED) {
            return Optional.of(Parts.button(t("batches.again"), "", "", () -> again(batches, batch, tried)));
        }
        return batches.canRetry(batch)
                ? Optional.of(Parts.button(
                        t("batches.retry"),
                        "",
                        "",
                        () -> Parts.attempt(() -> {
                            batches.retry(batch.id());
                            tried.run();
                        })))
                : Optional.empty();
    }

    /** More records than were confirmed are confirmed first (E72). */
    private static void again(Batches batches, Batch batch, Runnable tried) {
        var found = batch.found();
        if (found == null) {
            begin(batches, batch, batch.expected(), tried);
            return;
        }
        var dialog = new ConfirmDialog(
                t("batches.again"),
                t("batches.again.ask", found, batch.expected()),
                t("batches.again"),
                confirmed -> begin(batches, batch, found, tried));
        dialog.setCancelable(true);
        dialog.setCancelText(t("ui.cancel"));
        dialog.open();
    }

    private static void begin(Batches batches, Batch batch, int confirmed, Runnable tried) {
        Parts.attempt(() -> {
            batches.beginAnew(batch.id(), confirmed);
            tried.run();
        });
    }
}
