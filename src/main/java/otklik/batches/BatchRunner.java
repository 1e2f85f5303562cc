package otklik.batches;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import otklik.batches.Batch.State;
import otklik.batches.BatchKind.NewRow;
import otklik.engine.Attempts;
import otklik.kernel.Refusal;
import otklik.notices.Notices;
import otklik.security.Accounts;
import otklik.security.CurrentUser;

/**
 * Does the work of batches. A run may die at any moment and be begun again, also while another one that was thought dead still works: a row
 * is worked on under its lock, and its result is in the transaction of its effect. That transaction also holds the state of the batch, so
 * that nothing is done any more once somebody has stopped it.
 */
@Component
class BatchRunner {
    private static final Logger log = LoggerFactory.getLogger(BatchRunner.class);
    private static final int PAGE = 100;
    private static final int CHUNK = 500;
    private static final String GROWN = "batches.grown";

    private final BatchRows rows;
    private final Batches batches;
    private final Attempts attempts;
    private final Accounts accounts;
    private final Notices notices;
    private final Clock clock;

    BatchRunner(BatchRows rows, Batches batches, Attempts attempts, Accounts accounts, Notices notices, Clock clock) {
        this.rows = rows;
        this.batches = batches;
        this.attempts = attempts;
        this.accounts = accounts;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Works until the batch is over or stopped, until the node stops, or until another run has all that is left in hand.
     *
     * @return whether the batch needs no other run
     */
    boolean run(long id, BooleanSupplier isStopping) {
        var batch = rows.find(id).orElse(null);
        if (batch == null || !batch.state().isActive()) {
            return true;
        }
        BooleanSupplier shallEnd = () -> isStopping.getAsBoolean() || batches.isBeingStopped(id);
        CurrentUser.actAs(batch.owner(), () -> {
            var kind = batches.kind(batch)
                    .orElseThrow(() -> new IllegalStateException("Nothing does batches of kind " + batch.kind()));
            if (batch.state() == State.COLLECTING && !collect(kind, batch)) {
                return;
            }
            if (batch.state() == State.UNDOING) {
                each(kind, batch, State.UNDOING, BatchRow.RowState.DONE, shallEnd);
            } else {
                each(kind, batch, State.RUNNING, BatchRow.RowState.WAITING, shallEnd);
            }
        });
        return rows.find(id).filter(now -> now.state().isActive()).isEmpty();
    }

    private boolean collect(BatchKind kind, Batch batch) {
        var found = new AtomicInteger();
        try {
            attempts.run(() -> {
                var locked = rows.lock(batch.id())
                        .filter(now -> now.state() == State.COLLECTING)
                        .orElse(null);
                if (locked == null) {
                    return;
                }
                found.set(0);
                var total = new AtomicInteger();
                var chunk = new ArrayList<NewRow>(CHUNK);
                kind.collect(locked, row -> {
                    if (batches.isBeingStopped(batch.id())) {
                        throw new Stopped();
                    }
                    if (found.addAndGet(row.records()) > locked.expected()) {
                        // From here on it is only counted, to tell how many they are.
                        return;
                    }
                    chunk.add(row);
                    if (chunk.size() == CHUNK) {
                        rows.append(batch.id(), total.getAndAdd(CHUNK) + 1, chunk);
                        chunk.clear();
                    }
                });
                if (found.get() > locked.expected()) {
                    throw new Refusal(GROWN, found.get(), locked.expected());
                }
                rows.append(batch.id(), total.getAndAdd(chunk.size()) + 1, chunk);
                rows.collected(batch.id(), total.get());
            });
            return true;
        } catch (Stopped waitedFor) {
            return false;
        } catch (RuntimeException failure) {
            var isGrown = Refusal.in(failure)
                    .filter(refusal -> refusal.key().equals(GROWN))
                    .isPresent();
            if (!isGrown) {
                log.warn("The rows of batch {} could not be found", batch.number(), failure);
            }
            attempts.run(() -> {
                if (rows.fail(batch.id(), reason(failure), isGrown ? found.get() : null, clock.instant())) {
                    tellEnd(batch);
                }
            });
            return false;
        }
    }

    /** Somebody waits to stop the batch while its records are being found: what was found so far goes, and the lock with it. */
    private static final class Stopped extends RuntimeException {}

    private void each(BatchKind kind, Batch batch, State during, BatchRow.RowState from, BooleanSupplier isStopping) {
        var together = during == State.RUNNING ? kind.chunk() : 1;
        while (rows.find(batch.id()).filter(now -> now.state() == during).isPresent()) {
            var places = rows.next(batch.id(), from, during == State.RUNNING, Math.max(PAGE, together));
            if (places.isEmpty()) {
                finish(batch, during);
                return;
            }
            if (isStopping.getAsBoolean()) {
                return;
            }
            var worked = together == 1 ? OptionalInt.empty() : chunk(kind, batch, places, from);
            int count = worked.orElse(0);
            if (worked.isEmpty()) {
                for (int place : places) {
                    if (isStopping.getAsBoolean()) {
                        return;
                    }
                    count += one(kind, batch, place, during, from) ? 1 : 0;
                }
            }
            batches.tell(batch);
            if (count == 0) {
                // Another run has the rows in hand, or the batch has just been stopped: nothing is left for this one.
                return;
            }
        }
    }

    /** How many of the rows were done together; empty when they have to be tried one by one, then nothing was done with any of them. */
    private OptionalInt chunk(BatchKind kind, Batch batch, List<Integer> places, BatchRow.RowState from) {
        try {
            return OptionalInt.of(attempts.inTransaction(() -> {
                var claimed = rows.hold(batch.id(), State.RUNNING)
                        ? rows.claimAll(batch.id(), places, from)
                        : List.<BatchRow>of();
                if (claimed.isEmpty()) {
                    return 0;
                }
                var results = kind.workAll(batch, claimed);
                if (results.size() != claimed.size()) {
                    throw new IllegalStateException(
                            "Batches of kind " + kind.key() + " must tell the result of each row");
                }
                rows.recordAll(batch.id(), claimed, results);
                return claimed.size();
            }));
        } catch (RuntimeException failure) {
            if (Refusal.in(failure).isEmpty()) {
                log.warn(
                        "Rows {} to {} of batch {} are tried one by one",
                        places.get(0),
                        places.get(places.size() - 1),
                        batch.number(),
                        failure);
            }
            return OptionalInt.empty();
        }
    }

    /** Whether this run had the row in hand. */
    private boolean one(BatchKind kind, Batch batch, int place, State during, BatchRow.RowState from) {
        try {
            return attempts.inTransaction(() -> {
                var claimed = claim(batch, place, during, from);
                claimed.ifPresent(row -> {
                    if (during == State.RUNNING) {
                        var result = kind.work(batch, row);
                        rows.record(batch.id(), place, result.state(), result.note(), result.undo());
                    } else {
                        undo(kind, batch, row);
                    }
                });
                return claimed.isPresent();
            });
        } catch (RuntimeException failure) {
            if (Refusal.in(failure).isEmpty()) {
                log.warn("Row {} of batch {} failed", place, batch.number(), failure);
            }
            // The transaction of the row is gone, and its lock with it.
            return attempts.inTransaction(() -> {
                var claimed = claim(batch, place, during, from);
                claimed.ifPresent(
                        row -> rows.record(batch.id(), place, BatchRow.RowState.FAILED, reason(failure), row.undo()));
                return claimed.isPresent();
            });
        }
    }

    private Optional<BatchRow> claim(Batch batch, int place, State during, BatchRow.RowState from) {
        return rows.hold(batch.id(), during) ? rows.claim(batch.id(), place, from) : Optional.empty();
    }

    private void undo(BatchKind kind, Batch batch, BatchRow row) {
        if (row.undo() == null) {
            rows.record(batch.id(), row.place(), BatchRow.RowState.SKIPPED, row.note(), null);
            return;
        }
        var result = kind.undo(batch, row);
        var state = result.state() == BatchRow.RowState.DONE ? BatchRow.RowState.UNDONE : result.state();
        rows.record(batch.id(), row.place(), state, result.note(), null);
    }

    private void finish(Batch batch, State during) {
        attempts.run(() -> {
            var to = during == State.UNDOING ? State.UNDONE : State.DONE;
            if (rows.end(batch.id(), to, during, clock.instant())) {
                tellEnd(batch);
            }
        });
    }

    private void tellEnd(Batch batch) {
        notices.tell(batch.owner(), "batchEnded", batch.number(), "batches/" + batch.id(), batch.title());
        batches.tell(batch);
    }

    /** In the language of the person who reads the result. */
    private String reason(RuntimeException failure) {
        var locale = CurrentUser.login()
                .flatMap(accounts::byLogin)
                .map(account -> account.language())
                .orElse(Locale.ENGLISH);
        return Refusal.in(failure)
                .map(refusal -> refusal.in(locale))
                .orElseGet(() -> Refusal.text(
                        "batches.unexpected", locale, failure.getClass().getSimpleName()));
    }
}
