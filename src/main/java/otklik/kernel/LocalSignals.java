package otklik.kernel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Signals within one node: all that H2 needs, and the last leg of {@link PostgresSignals}. */
class LocalSignals implements Signals, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(LocalSignals.class);

    private static final int COURIERS = 4;

    private final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();
    private final ExecutorService courier = Executors.newFixedThreadPool(COURIERS, task -> {
        var thread = new Thread(task, "signals");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void say(String topic) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    deliver(topic);
                }
            });
        } else {
            deliver(topic);
        }
    }

    @Override
    public Runnable listen(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    final void deliver(String topic) {
        listeners.forEach(listener -> courier.execute(() -> {
            try {
                listener.accept(topic);
            } catch (RuntimeException broken) {
                log.warn("A listener failed on signal {}", topic, broken);
            }
        }));
    }

    @Override
    public void destroy() {
        courier.shutdownNow();
    }
}
