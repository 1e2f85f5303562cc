package otklik.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The look-up of accounts; {@code staff} implements it. */
public interface Accounts {
    Optional<Account> byLogin(String login);

    /** Remembers how a person wants the screens. */
    void prefer(String login, Locale language, boolean dark);

    /** What the person may do, and with whom; {@link Standing#NONE} for a login that nobody active has. */
    Standing standing(String login);

    /** A team, department or role by its id in the engine; empty when there is none. */
    Optional<WorkGroup> group(String id);

    /** All queues people can be given work in: roles, then departments and teams that are open. */
    List<WorkGroup> groups();

    /** Everybody, active or not, by name. */
    List<Account> all();

    /** Active people with the role, by name. */
    default List<Account> with(Role role) {
        return all().stream()
                .filter(account -> account.active() && account.is(role))
                .toList();
    }

    /** The name to show for a login; a login nobody has is shown as it is, since history outlives people. */
    default String nameOf(String login) {
        return byLogin(login).map(Account::name).orElse(login);
    }
}
