package otklik.telephony;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wakes this node's relay at once when a call was ordered or is to be hung up. Some threads, since an answer of a provider may take seconds
 * and 500 people do not wait for each other; rings while all of them work are joined into one more round of each.
 */
@Component
class DialBell implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DialBell.class);
    private static final int THREADS = 4;
    private static final long GRACE_SECONDS = 10;

    private final DialRelay relay;
    private volatile @Nullable ThreadPoolExecutor workers;

    DialBell(DialRelay relay) {
        this.relay = relay;
    }

    /** Lets the relay look into the ledger soon; does nothing before the start and after the stop. */
    void ring() {
        var present = workers;
        if (present != null) {
            present.execute(this::work);
        }
    }

    private void work() {
        try {
            relay.work();
        } catch (RuntimeException failure) {
            log.warn("The relay of calls stopped early; the sweep goes on: {}", failure.toString());
        }
    }

    @Override
    public synchronized void start() {
        relay.start();
        workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(THREADS),
                task -> {
                    var thread = new Thread(task, "dial-relay");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public synchronized void stop() {
        relay.stop();
        var present = workers;
        workers = null;
        if (present != null) {
            present.shutdown();
            try {
                if (!present.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    log.warn("The relay of calls did not finish in time; its calls will be in doubt");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return workers != null;
    }
}
