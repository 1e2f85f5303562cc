package otklik.ui;

import otklik.security.Account;

/** A line of the person's menu; each module brings its own as a bean. */
public interface PersonMenu {
    /** Key of its name in the translations. */
    String title();

    /** Whether the person sees the line. */
    default boolean isFor(Account account) {
        return true;
    }

    /** Opens what the line is for. */
    void open(String login);
}
