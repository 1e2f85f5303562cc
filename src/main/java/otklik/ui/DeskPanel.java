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

    /** What keeps a task from being finished: something on the card that was begun and is not saved. */
    interface Unfinished {
        /** Whether something was begun. */
        boolean isUnfinished();
    }

    /** Key of its heading in the translations; blank where the card draws its own. */
    String title();

    Place place();

    /** Place from above in its column. */
    int order();

    /**
     * The card for the task, made anew for each task and quickly, since the person waits; empty when it has nothing to show. One that is
     * {@link Unfinished} is asked before the task is finished.
     */
    Optional<Component> of(DeskCase shown);
}
