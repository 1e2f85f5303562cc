package otklik.batches;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An act on many records; one bean for each kind. Everything runs in the name of the person who started the batch, with the rights he has
 * at that moment, and may run on any node: settings and rows are all that is known.
 */
public interface BatchKind {
    /** Stable name, kept in the database: {@code assign-companies}. */
    String key();

    /** Key of its name in the translations. */
    String title();

    /**
     * Gives the rows to be worked on, in their order. Runs in one transaction in the background; after a crash it begins anew, with nothing
     * of the broken run kept. More records than the person confirmed are not worked on: the batch breaks off and asks him anew.
     */
    void collect(Batch batch, Consumer<NewRow> rows);

    /**
     * Works on one row, in a transaction of its own that also keeps the result; a crash leaves the row as if it had not begun. An effect
     * that no transaction takes back (a letter) must be written down under a key of the batch and the row, as the outbox wants it.
     *
     * @throws otklik.kernel.Refusal when this row cannot be done; the text is the row's result, the other rows go on
     */
    Result work(Batch batch, BatchRow row);

    /** How many rows {@link #workAll} is given at once; 1 for a kind that works row by row. */
    default int chunk() {
        return 1;
    }

    /**
     * Works on several rows in one transaction, which also keeps their results: for acts that are much cheaper together. When it throws,
     * nothing of the chunk is kept and each of its rows is tried alone, by {@link #work}.
     *
     * @return a result for each row, in their order
     */
    default List<Result> workAll(Batch batch, List<BatchRow> rows) {
        return rows.stream().map(row -> work(batch, row)).toList();
    }

    /** Whether {@link #undo} can take rows back. */
    default boolean canUndo(Batch batch) {
        return false;
    }

    /** Takes one row back that was done, like {@link #work}; what {@link Result#undo} kept stands in the row. */
    default Result undo(Batch batch, BatchRow row) {
        throw new UnsupportedOperationException(key() + " cannot be undone");
    }

    /** Where the subject of a row is looked at; the path of a screen, none where there is nothing to see. */
    default @Nullable String path(BatchRow row) {
        return null;
    }

    /**
     * A row to be worked on.
     *
     * @param subject business key of the record, {@code K-12}; none for what is no record yet
     * @param label what people read, at most 300 characters are kept
     * @param payload whatever the kind needs for the row
     * @param records how many of the records that the person confirmed begin with this row: 0 for another row of the same record
     */
    record NewRow(@Nullable String subject, String label, @Nullable String payload, int records) {
        /** A row of one record. */
        public NewRow(@Nullable String subject, String label, @Nullable String payload) {
            this(subject, label, payload, 1);
        }
    }

    /**
     * What became of a row.
     *
     * @param note for people, at most 500 characters are kept
     * @param undo what {@link BatchKind#undo} needs, at most 2000 characters; none when the row changed nothing
     */
    record Result(BatchRow.RowState state, @Nullable String note, @Nullable String undo) {
        public static final Result DONE = new Result(BatchRow.RowState.DONE, null, null);

        public static Result done(@Nullable String note, @Nullable String undo) {
            return new Result(BatchRow.RowState.DONE, note, undo);
        }

        /** Nothing was to be done with this row, for a reason that people read. */
        public static Result skipped(String note) {
            return new Result(BatchRow.RowState.SKIPPED, note, null);
        }

        /** This row cannot be done, for a reason that people read; for {@link BatchKind#workAll}, which cannot refuse for one row. */
        public static Result failed(String note) {
            return new Result(BatchRow.RowState.FAILED, note, null);
        }
    }
}
