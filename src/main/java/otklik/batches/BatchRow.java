package otklik.batches;

import org.jspecify.annotations.Nullable;

/**
 * One record of a batch.
 *
 * @param place number within the batch, from 1
 * @param subject business key of the record, if it has one
 * @param note why it was left out or failed, or what came of it
 */
public record BatchRow(
        int place,
        @Nullable String subject,
        String label,
        String payload,
        RowState state,
        @Nullable String note,
        @Nullable String undo) {

    /** What became of a row. */
    public enum RowState {
        WAITING,
        DONE,
        /** Nothing was to be done, for a reason. */
        SKIPPED,
        FAILED,
        UNDONE
    }
}
