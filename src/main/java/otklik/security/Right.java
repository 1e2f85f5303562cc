package otklik.security;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Leave to do something with the records of a section, as far as the scope reaches.
 *
 * @param scope always {@link Scope#ALL} in a section whose records nobody owns
 */
public record Right(Section section, Action action, Scope scope) implements Comparable<Right> {
    private static final Comparator<Right> ORDER =
            Comparator.comparing(Right::section).thenComparing(Right::action).thenComparing(Right::scope);

    public Right {
        if (!section.knows(action)) {
            throw new IllegalArgumentException("Section %s knows no action %s".formatted(section, action));
        }
        if (!section.isOwned() && scope != Scope.ALL) {
            throw new IllegalArgumentException("Records of section %s have no owner".formatted(section));
        }
    }

    /** Everything there is to be allowed: the rights of an administrator (S0.7). */
    public static List<Right> every() {
        var rights = new ArrayList<Right>();
        for (var section : Section.values()) {
            for (var action : Action.values()) {
                if (section.knows(action)) {
                    rights.add(new Right(section, action, Scope.ALL));
                }
            }
        }
        return rights;
    }

    @Override
    public int compareTo(Right other) {
        return ORDER.compare(this, other);
    }

    /** The form in which history keeps a right: {@code REQUESTS.VIEW.TEAM}. */
    @Override
    public String toString() {
        return section + "." + action + "." + scope;
    }

    /** Reads what {@link #toString()} wrote. */
    public static Right parse(String text) {
        var parts = text.split("\\.");
        return new Right(Section.valueOf(parts[0]), Action.valueOf(parts[1]), Scope.valueOf(parts[2]));
    }
}
