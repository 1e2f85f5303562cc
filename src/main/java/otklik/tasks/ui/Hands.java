package otklik.tasks.ui;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otklik.security.Account;
import otklik.security.WorkGroup;

/**
 * Who is to do something: a person, or a group of whom one takes it.
 *
 * @param login none for a group
 * @param group none for a person
 */
record Hands(@Nullable String login, @Nullable String group, String name) {
    /** All that work can be given to: people by name, then groups. */
    static List<Hands> all(TaskParts parts) {
        var all = new ArrayList<Hands>();
        parts.accounts().all().stream()
                .filter(Account::active)
                .map(account -> new Hands(account.login(), null, account.name()))
                .forEach(all::add);
        all.addAll(groups(parts));
        return all;
    }

    static List<Hands> groups(TaskParts parts) {
        return parts.accounts().groups().stream()
                .map(WorkGroup::id)
                .map(id -> new Hands(null, id, parts.group(id)))
                .toList();
    }

    static Hands of(TaskParts parts, @Nullable String login, @Nullable String group) {
        return login == null
                ? new Hands(null, group, parts.group(String.valueOf(group)))
                : new Hands(login, null, parts.accounts().nameOf(login));
    }
}
