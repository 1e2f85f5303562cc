package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Duration;

/** Counts minutes and seconds up in the browser: for how long one talks. */
@Tag("otklik-stopwatch")
public class Stopwatch extends Component {
    public Stopwatch(Duration passed) {
        getElement().setProperty("seconds", Math.max(0, passed.toSeconds()));
    }
}
