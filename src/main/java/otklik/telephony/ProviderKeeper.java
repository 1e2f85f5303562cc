package otklik.telephony;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import otklik.kernel.Signals;

/** Keeps each provider on this node as the settings say: at the start, after each change, and after a connection has broken. */
@Component
class ProviderKeeper implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProviderKeeper.class);
    private static final int LOOK_SECONDS = 15;

    private final Lines lines;
    private final Signals signals;
    private @Nullable ScheduledExecutorService worker;
    private @Nullable Runnable deaf;

    ProviderKeeper(Lines lines, Signals signals) {
        this.lines = lines;
        this.signals = signals;
    }

    private void look() {
        try {
            var active = lines.active().key();
            lines.providers()
                    .forEach(provider -> provider.apply(
                            lines.of(provider.key(), null), provider.key().equals(active)));
        } catch (RuntimeException failure) {
            log.warn("The providers of calls could not be set up; it is tried again: {}", failure.toString());
        }
    }

    @Override
    public synchronized void start() {
        var present = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "telephony-keeper");
            thread.setDaemon(true);
            return thread;
        });
        present.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        deaf = signals.listen(topic -> {
            if (topic.equals(Lines.TOPIC)) {
                present.execute(this::look);
            }
        });
        worker = present;
    }

    @Override
    public synchronized void stop() {
        var listening = deaf;
        var present = worker;
        worker = null;
        if (listening != null) {
            listening.run();
        }
        if (present != null) {
            present.shutdownNow();
            lines.providers().forEach(provider -> provider.apply(lines.of(provider.key(), null), false));
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return worker != null;
    }
}
