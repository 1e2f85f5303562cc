package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Duration;

/** Counts seconds up in the browser: "on the line 01:24". */
@Tag("otklik-stopwatch")
public class Stopwatch extends Component {
    /**
     * @param passed how long it lasts already
     * @param pattern text with a hash sign where minutes and seconds go
     */
    public Stopwatch(Duration passed, String pattern) {
        getElement().setAttribute("pattern", pattern);
        getElement().setProperty("seconds", Math.max(0, passed.toSeconds()));
    }
}
