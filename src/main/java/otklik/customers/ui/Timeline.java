package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import otklik.history.Event;
import otklik.ui.Parts;

/** Lines of the timeline, the newest first, read page by page. Who has gone on to earlier ones is not thrown back to the top. */
class Timeline extends Div {
    private final int lines;
    private final String empty;
    private final transient BiFunction<@Nullable Long, Integer, List<Event>> read;
    private final transient Function<List<Event>, List<? extends Component>> words;
    private @Nullable Long oldest;
    private boolean isReadingOn;

    /**
     * @param lines of one page
     * @param empty key of what is said where there is nothing; that of the hint ends with {@code .hint}
     * @param read events before the one of this id (the newest where there is none), at most so many
     * @param words the lines of events; none for what the person may not see
     */
    Timeline(
            int lines,
            String empty,
            BiFunction<@Nullable Long, Integer, List<Event>> read,
            Function<List<Event>, List<? extends Component>> words) {
        this.lines = lines;
        this.empty = empty;
        this.read = read;
        this.words = words;
        addClassName("timeline");
    }

    /** From the newest line on. */
    void begin() {
        removeAll();
        oldest = null;
        isReadingOn = false;
        more();
    }

    /** Something new has happened: shown at once, unless the person reads earlier lines. */
    void refresh() {
        if (!isReadingOn) {
            begin();
        }
    }

    private void more() {
        var events = read.apply(oldest, lines + 1);
        var page = events.subList(0, Math.min(lines, events.size()));
        words.apply(page).forEach(this::add);
        if (events.size() > lines) {
            oldest = page.get(lines - 1).id();
            var earlier = new NativeButton(t("customers.history.earlier"));
            earlier.addClickListener(click -> {
                remove(earlier);
                isReadingOn = true;
                more();
            });
            add(earlier);
        } else if (getComponentCount() == 0) {
            add(Parts.empty(t(empty), t(empty + ".hint")));
        }
    }
}
