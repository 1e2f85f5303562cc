package otklik.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/** Something that can be done about a case, in the head of its page; each module brings its own as a bean. */
public interface CaseAct {
    /** Place from the left. */
    int order();

    /**
     * The button for it; empty where the person of the screen may not.
     *
     * @param caseKey business key of what the page shows, such as {@code R-17} or {@code K-7}
     */
    Optional<Component> part(String caseKey);
}
