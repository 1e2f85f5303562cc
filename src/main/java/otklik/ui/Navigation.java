package otklik.ui;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** A line of the side bar; each module brings its own as a bean. */
public interface Navigation {
    /** Path of the screen. */
    String path();

    /** Key of its name in the translations. */
    String title();

    /** The line is for those who have a right in this section; none: for everybody. */
    default @Nullable Section section() {
        return null;
    }

    /** The right that is needed there. */
    default Action action() {
        return Action.VIEW;
    }

    default boolean isFor(Policy policy, String login) {
        var section = section();
        return section == null || policy.may(login, section, action());
    }

    /** Place from above: 10 desk, 20 inbox, 30 communications, 80 people, 90 system. */
    int order();

    /** How much waits for this person there; the counter is hidden at zero. */
    default int count(String login, Set<String> groups) {
        return 0;
    }
}
