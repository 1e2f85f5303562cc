package otklik.ui;

import java.util.Set;

/** A line of the side bar; each module brings its own as a bean. Whoever may open its screen sees it. */
public interface Navigation {
    /** Path of the screen. */
    String path();

    /** Key of its name in the translations. */
    String title();

    /** Place from above: 10 desk, 20 inbox, 30 communications, 90 system. */
    int order();

    /** How much waits for this person there; the counter is hidden at zero. */
    default int count(String login, Set<String> groups) {
        return 0;
    }
}
