package otklik.sources;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;

/**
 * Looks into the sources whose time has come, several at once, each on one node at a time: a slow server keeps nobody else waiting. A source
 * whose look fails is unhealthy and is looked into again after its usual pause.
 */
@Component
class SourceLooks implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SourceLooks.class);
    private static final int AT_ONCE = 4;
    private static final Duration UNKNOWN_KIND = Duration.ofMinutes(1);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final SourceTable table;
    private final ObjectProvider<SourceKind> kinds;
    private final Items items;
    private final Settings settings;
    /** Wait for a thread: the next sweep leaves them alone. */
    private final Set<String> queued = ConcurrentHashMap.newKeySet();

    private final Map<String, ReentrantLock> looking = new ConcurrentHashMap<>();
    private volatile ExecutorService eyes = Executors.newFixedThreadPool(AT_ONCE, SourceLooks::thread);
    private volatile boolean running;

    SourceLooks(SourceTable table, ObjectProvider<SourceKind> kinds, Items items, Settings settings) {
        this.table = table;
        this.kinds = kinds;
        this.items = items;
        this.settings = settings;
    }

    /** Begins the looks that are due and tells parked items again; returns before the looks are over. */
    void sweep() {
        items.retryParked();
        for (var key : table.due()) {
            if (queued.add(key)) {
                enqueue(key);
            }
        }
    }

    private void enqueue(String key) {
        try {
            eyes.execute(() -> {
                queued.remove(key);
                look(key, false);
            });
        } catch (RejectedExecutionException stopping) {
            queued.remove(key);
            log.debug("{} is looked into by another node", key);
        }
    }

    boolean lookNow(String key) {
        return look(key, true);
    }

    private boolean look(String key, boolean waits) {
        var lock = looking.computeIfAbsent(key, any -> new ReentrantLock());
        if (waits) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return false;
        }
        try {
            var claimed = table.claim(key, !waits);
            claimed.ifPresent(this::look);
            return claimed.isPresent();
        } catch (RuntimeException broken) {
            log.error("The look into {} could not be kept; the next one begins where the last one did", key, broken);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void look(SourceTable.Look look) {
        var source = look.source();
        var kind = kinds.stream()
                .filter(known -> known.key().equals(source.kind()))
                .findFirst();
        var pause = kind.flatMap(known -> known.pollInterval(source));
        if (kind.isEmpty() || pause.isEmpty()) {
            table.finish(look, UNKNOWN_KIND, null);
            return;
        }
        try {
            var mark = kind.get().poll(source);
            table.succeeded(source.key());
            table.finish(look, pause.get(), mark.orElse(null));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            table.finish(look, Duration.ZERO, null);
        } catch (Exception failure) {
            log.debug("The look into {} failed", source.key(), failure);
            table.failed(
                    source.key(),
                    Refusal.in(failure)
                            .map(refusal -> refusal.in(settings.language()))
                            .orElseGet(() -> describe(failure)));
            table.finish(look, pause.get(), null);
        }
    }

    static String describe(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var outer = String.valueOf(failure.getMessage());
        return root == failure ? failure.getClass().getSimpleName() + ": " + outer : outer + " (" + root + ")";
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "sources");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void start() {
        if (eyes.isShutdown()) {
            queued.clear();
            eyes = Executors.newFixedThreadPool(AT_ONCE, SourceLooks::thread);
        }
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        eyes.shutdown();
        try {
            if (!eyes.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                eyes.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            eyes.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
