package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Duration;
import java.util.List;

/** Counts seconds down in the browser: "yours for another 9:41". */
@Tag("otklik-countdown")
public class Countdown extends Component {
    /** Shortly before the end means the last minute, or the last fifth of a shorter time. */
    private static final long LAST_SECONDS = 60;

    private static final long LAST_SHARE = 5;

    /** @param pattern text with a hash sign where minutes and seconds go */
    public Countdown(Duration left, String pattern) {
        getElement().setAttribute("pattern", pattern);
        restart(left);
        getElement().getClassList().addAll(List.of("tag", "today"));
    }

    public final void restart(Duration left) {
        var seconds = Math.max(0, left.toSeconds());
        getElement().setProperty("last", Math.min(LAST_SECONDS, seconds / LAST_SHARE));
        getElement().setProperty("seconds", seconds);
    }

    /** Runs at the end. */
    public void whenOver(Runnable action) {
        getElement().addEventListener("over", event -> action.run());
    }

    /** Runs shortly before the end. */
    public void whenSoonOver(Runnable action) {
        getElement().addEventListener("soon", event -> action.run());
    }
}
