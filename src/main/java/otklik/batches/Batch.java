package otklik.batches;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act on many records.
 *
 * @param kind {@link BatchKind#key}
 * @param title what is done, in the words of the person who started it
 * @param settings whatever the kind wants to know, as text
 * @param owner login of who started it
 * @param expected how many records the person confirmed
 * @param total how many rows were found when the work began; 0 before
 * @param failure why the batch as a whole broke off
 * @param found how many records there are, where the batch broke off because they are more than the person confirmed
 */
public record Batch(
        long id,
        String kind,
        String title,
        String settings,
        String owner,
        State state,
        int expected,
        int total,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure,
        @Nullable Integer found) {

    /** Business key, also the beginning of the keys of its outside effects: {@code B-7}. */
    public String number() {
        return "B-" + id;
    }

    /** Where the batch stands. */
    public enum State {
        /** The rows are being found. */
        COLLECTING,
        RUNNING,
        /** Stopped by a person; rows that were not begun stay undone, and the batch can go on. */
        STOPPED,
        DONE,
        UNDOING,
        UNDONE,
        /** The batch as a whole broke off, such as when its rows could not be found. */
        FAILED;

        public boolean isActive() {
            return this == COLLECTING || this == RUNNING || this == UNDOING;
        }
    }
}
