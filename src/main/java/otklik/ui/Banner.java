package otklik.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/** A line above every page that a person must not overlook; each module brings its own as a bean. */
public interface Banner {
    /** The line for the person of this screen; empty when there is nothing to say. */
    Optional<Component> line();
}
