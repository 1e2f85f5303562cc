package otklik.desk.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does something for a screen at most so often, and once more where it was asked for in between: in a busy company something changes every
 * moment, and everybody's screen hears of it.
 */
final class Paced {
    private final Component screen;
    private final Duration every;
    private final Clock clock;
    private final Runnable act;
    private Instant last = Instant.EPOCH;
    private boolean isComing;

    Paced(Component screen, Duration every, Clock clock, Runnable act) {
        this.screen = screen;
        this.every = every;
        this.clock = clock;
        this.act = act;
    }

    void run() {
        var left = Duration.between(clock.instant(), last.plus(every));
        if (left.isNegative() || left.isZero()) {
            last = clock.instant();
            act.run();
        } else if (!isComing) {
            isComing = true;
            screen.getUI().ifPresent(ui -> CompletableFuture.delayedExecutor(left.toMillis() + 1, TimeUnit.MILLISECONDS)
                    .execute(() -> later(ui)));
        }
    }

    private void later(UI ui) {
        try {
            ui.access(() -> {
                isComing = false;
                if (screen.isAttached()) {
                    run();
                }
            });
        } catch (UIDetachedException closed) {
            // The window was closed meanwhile: nobody looks.
        }
    }
}
