package otklik.ui;

import org.jspecify.annotations.Nullable;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** A line of the person's menu; each module brings its own as a bean. */
public interface PersonMenu {
    /** Key of its name in the translations. */
    String title();

    /** Place from above: 10 what is the person's own, 50 the company's. */
    default int order() {
        return 10;
    }

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

    /** Opens what the line is for. */
    void open(String login);
}
