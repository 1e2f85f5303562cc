package otklik.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/**
 * A card of the manager's screen, where one task is done after the other. Each module brings its own as a bean, so that a new flow adds a
 * card without touching the screen.
 */
public interface DeskPanel {
    /** In which of the three columns a card stands: who the client is, what is said to him, what there was before. */
    enum Place {
        LEFT,
        MIDDLE,
        RIGHT
    }

    /** Key of its heading in the translations. */
    String title();

    Place place();

    /** Place from above in its column. */
    int order();

    /** The card for the task, made anew for each task and quickly, since the person waits; empty when it has nothing to show. */
    Optional<Component> of(DeskCase shown);
}
