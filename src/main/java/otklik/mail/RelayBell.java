package otklik.mail;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wakes this node's relay at once when a letter was committed here, so that nobody waits for the sweep. Rings while the relay works are
 * joined into one more round. On a stop the letter in hand is finished, so that a restart leaves nothing in doubt.
 */
@Component
@ConditionalOnProperty(name = "otklik.mail.enabled", matchIfMissing = true)
class RelayBell implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RelayBell.class);
    private static final long GRACE_SECONDS = 10;

    private final Relay relay;
    private volatile @org.jspecify.annotations.Nullable ThreadPoolExecutor worker;

    RelayBell(Relay relay) {
        this.relay = relay;
    }

    /** Lets the relay look into the outbox soon; does nothing before the start and after the stop. */
    void ring() {
        var present = worker;
        if (present != null) {
            present.execute(this::work);
        }
    }

    private void work() {
        try {
            relay.sendDue();
        } catch (RuntimeException failure) {
            log.warn("The relay stopped early; the sweep goes on: {}", failure.toString());
        }
    }

    @Override
    public synchronized void start() {
        relay.start();
        // One round waiting is enough: it will find everything that was posted before it begins.
        worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                task -> {
                    var thread = new Thread(task, "mail-relay");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public synchronized void stop() {
        relay.stop();
        var present = worker;
        worker = null;
        if (present != null) {
            present.shutdown();
            try {
                if (!present.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    log.warn("The relay did not finish in time; its letter will be in doubt");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }
}
