package otklik.security;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What signing in and the engine need to know of an employee.
 *
 * @param login lower case letters and digits, never reused
 * @param active whether the person may sign in and be given work
 * @param language the language of the person's screens
 * @param dark whether the person's screens are dark
 */
public record Account(
        String login,
        String name,
        String email,
        String passwordHash,
        Set<Role> roles,
        boolean active,
        Locale language,
        boolean dark) {

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public Set<String> groups() {
        return roles.stream().map(Role::group).collect(Collectors.toUnmodifiableSet());
    }
}
