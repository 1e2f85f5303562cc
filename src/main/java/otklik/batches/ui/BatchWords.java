package otklik.batches.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.Map;
import otklik.batches.Batch;
import otklik.batches.BatchRow.RowState;
import otklik.ui.Parts;
import otklik.ui.Parts.Tone;

/** How batches and their rows look. */
final class BatchWords {
    private BatchWords() {}

    static Span tag(Batch batch) {
        var tone =
                switch (batch.state()) {
                    case COLLECTING, RUNNING, UNDOING -> Tone.TODAY;
                    case STOPPED, UNDONE -> Tone.PLAN;
                    case DONE -> Tone.OK;
                    case FAILED -> Tone.LATE;
                };
        return Parts.tag(tone, t(batch.state()));
    }

    static Tone tone(RowState state) {
        return switch (state) {
            case WAITING, UNDONE -> Tone.PLAN;
            case DONE -> Tone.OK;
            case SKIPPED -> Tone.NONE;
            case FAILED -> Tone.LATE;
        };
    }

    /** Rows that are over: of a batch that is being taken back, those that are back. */
    static int over(Batch batch, Map<RowState, Integer> counts) {
        return batch.state() == Batch.State.UNDOING
                ? batch.total() - counts.getOrDefault(RowState.DONE, 0)
                : batch.total() - counts.getOrDefault(RowState.WAITING, 0);
    }

    /** How far it is: a bar that a screen reader reads as a share. */
    static ProgressBar bar(Batch batch, Map<RowState, Integer> counts) {
        var bar = new ProgressBar();
        show(bar, batch, counts);
        return bar;
    }

    static void show(ProgressBar bar, Batch batch, Map<RowState, Integer> counts) {
        bar.setIndeterminate(batch.state() == Batch.State.COLLECTING);
        bar.setValue(batch.total() == 0 ? 0 : (double) over(batch, counts) / batch.total());
        bar.getElement().setAttribute("aria-label", batch.title());
    }

    /** "1,200 of 5,000". */
    static String progress(Batch batch, Map<RowState, Integer> counts) {
        return batch.state() == Batch.State.COLLECTING
                ? t("batches.collecting", batch.expected())
                : t("batches.progress", over(batch, counts), batch.total());
    }
}
