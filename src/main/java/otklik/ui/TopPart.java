package otklik.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/** Something in the bar above every screen, such as the state of the person's day; each module brings its own as a bean. */
public interface TopPart {
    /** Place from the left. */
    int order();

    /** Made once for each open window of the person who is signed in; empty where it is not for him. */
    Optional<Component> part();
}
