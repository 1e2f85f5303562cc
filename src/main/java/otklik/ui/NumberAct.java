package otklik.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one can do with a phone number wherever one is shown; a module that can call brings its own as a bean. */
public interface NumberAct {
    /**
     * A small part that stands behind the number.
     *
     * @param number in E.164
     * @param shown as people read it
     * @param caseKey business key of what a call would be about
     * @return empty where the person of the screen may not
     */
    Optional<Component> part(String number, String shown, @Nullable String caseKey);
}
