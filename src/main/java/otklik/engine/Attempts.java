package otklik.engine;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a whole transaction again when it lost a race against another one (E102): the engine and JPA both answer a lost race with an
 * optimistic locking failure and leave the repeat to the caller. Inside a running transaction it only runs: the outermost caller repeats.
 */
@Component
public class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);
    private static final int ATTEMPTS = 4;
    private static final int PAUSE_MILLIS = 20;
    /** Class of the SQL states for transactions that the database ended: serialization failure, deadlock. */
    private static final String ROLLED_BACK = "40";

    private final TransactionTemplate transaction;

    Attempts(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The result of the work, committed; the last failure after four lost races. */
    public <T> T inTransaction(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                var result = transaction.execute(status -> work.get());
                return java.util.Objects.requireNonNull(result);
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || !isLostRace(failure)) {
                    throw failure;
                }
                log.debug("Lost a race, attempt {}", attempt, failure);
                pause(attempt);
            }
        }
    }

    public void run(Runnable work) {
        inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private static boolean isLostRace(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingException || cause instanceof ConcurrencyFailureException) {
                return true;
            }
            // The engine wraps a deadlock without saying that it was one.
            if (cause instanceof SQLException database
                    && String.valueOf(database.getSQLState()).startsWith(ROLLED_BACK)) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int attempt) {
        try {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(
                    ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * attempt) + 1L);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for another attempt", interrupted);
        }
    }
}
