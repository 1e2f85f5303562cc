package otklik.security;

import java.util.Locale;
import java.util.Optional;

/** What an employee is in the company; one person may be several (S0.3). Its {@link #group()} is a candidate group in the diagrams. */
public enum Role {
    ADMINISTRATOR,
    OPERATOR,
    MANAGER,
    HEAD;

    /** The id of the role as a group of the engine and in {@code camunda:candidateGroups}. */
    public String group() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofGroup(String group) {
        for (var role : values()) {
            if (role.group().equals(group)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
