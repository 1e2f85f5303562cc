package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Duration;

/** Counts seconds down in the browser: "yours for another 9:41". */
@Tag("otklik-countdown")
public class Countdown extends Component {
    /** @param pattern text with a hash sign where minutes and seconds go */
    public Countdown(Duration left, String pattern) {
        getElement().setAttribute("pattern", pattern);
        restart(left);
        getElement().getClassList().addAll(java.util.List.of("tag", "today"));
    }

    public final void restart(Duration left) {
        getElement().setProperty("seconds", Math.max(0, left.toSeconds()));
    }
}
