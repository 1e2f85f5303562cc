package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import otklik.kernel.Signals;

/** Keeps a component fresh: repeats its refresh after every matching signal, many at once as one. */
public final class Live {
    /** A busy company says hundreds of things a second; a screen that is a quarter of a second old is new enough. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS);

    private Live() {}

    public static void refresh(Component component, Signals signals, Set<String> topics, Runnable refresh) {
        refresh(component, signals, topics::contains, refresh);
    }

    public static void refresh(Component component, Signals signals, Predicate<String> topics, Runnable refresh) {
        component.addAttachListener(attached -> {
            var ui = attached.getUI();
            var isWaiting = new AtomicBoolean();
            var stop = signals.listen(topic -> {
                if (topics.test(topic) && isWaiting.compareAndSet(false, true)) {
                    SOON.execute(() -> show(ui, isWaiting, component, refresh));
                }
            });
            component.addDetachListener(detached -> {
                stop.run();
                detached.unregisterListener();
            });
        });
    }

    private static void show(UI ui, AtomicBoolean isWaiting, Component component, Runnable refresh) {
        try {
            ui.access(() -> {
                isWaiting.set(false);
                if (component.isAttached()) {
                    refresh.run();
                }
            });
        } catch (UIDetachedException closed) {
            // The screen was closed between the signal and the call: nobody is left to be told.
            isWaiting.set(false);
        }
    }
}
