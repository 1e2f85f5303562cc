package otklik.security;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/**
 * What signing in and the engine need to know of an employee.
 *
 * @param login lower case letters and digits, never reused
 * @param passwordHash empty while the person has not activated the account
 * @param roles what the person is, by presets of her own, of her teams and of her department
 * @param groups the queues she works on: ids of roles, teams and the department in the engine
 * @param active whether the person may sign in and be given work
 * @param workMode how she comes to work: her own mode, else that of her department
 * @param zone where she works; dates she is promised are shown in it
 * @param language the language of the person's screens
 * @param dark whether the person's screens are dark
 */
public record Account(
        String login,
        String name,
        String email,
        String passwordHash,
        Set<Role> roles,
        Set<String> groups,
        boolean active,
        WorkMode workMode,
        ZoneId zone,
        Locale language,
        boolean dark) {

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
