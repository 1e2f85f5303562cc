package otklik.ui;

import java.util.Set;
import otklik.security.Role;

/** A line of the person's menu; each module brings its own as a bean. */
public interface PersonMenu {
    /** Key of its name in the translations. */
    String title();

    /** Who sees the line. */
    Set<Role> roles();

    /** Opens what the line is for. */
    void open(String login);
}
