package otklik.ui;

import java.util.Set;
import otklik.security.Account;

/** A line of the side bar; each module brings its own as a bean. Whoever may open its screen sees it. */
public interface Navigation {
    /** From this place on the sections begin; before it stand lists over all of them. */
    int FIRST_SECTION = 20;

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

    /** Whether the person needs the line; who may open its screen but works otherwise does not see it. */
    default boolean isFor(Account account) {
        return true;
    }

    /** Whether the day of a person who sees the line may begin on its screen. */
    default boolean mayBeginDay() {
        return order() >= FIRST_SECTION;
    }
}
