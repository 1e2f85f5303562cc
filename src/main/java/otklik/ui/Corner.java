package otklik.ui;

import com.vaadin.flow.component.Component;

/** Something small that stands beside the name of the program on every screen; each module brings its own as a bean. */
public interface Corner {
    /** Made anew for each screen of the person who is signed in. */
    Component part();
}
