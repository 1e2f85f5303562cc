package otklik.tasks;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which assignments a list shows.
 *
 * @param whose from whose side one looks
 * @param when how near they are
 * @param person login of who is to do them; none for anybody's
 * @param text part of the title, or a number; blank for all
 */
public record TaskFilter(Whose whose, When when, @Nullable String person, String text) {
    public static final TaskFilter MINE = new TaskFilter(Whose.MINE, When.OPEN, null, "");

    /** From whose side one looks. */
    public enum Whose {
        /** What the person has to do, or may take. */
        MINE,
        /** What the person has given to others. */
        GIVEN,
        /** All that the person may see. */
        ALL;

        public static Optional<Whose> ofName(String name) {
            return Arrays.stream(values())
                    .filter(one -> one.name().equals(name))
                    .findFirst();
        }
    }

    /** How near an assignment is, by the company's day. */
    public enum When {
        OPEN,
        OVERDUE,
        TODAY,
        LATER,
        CLOSED;

        public static Optional<When> ofName(String name) {
            return Arrays.stream(values())
                    .filter(one -> one.name().equals(name))
                    .findFirst();
        }
    }

    public TaskFilter by(Whose newWhose) {
        return new TaskFilter(newWhose, when, person, text);
    }

    public TaskFilter at(When newWhen) {
        return new TaskFilter(whose, newWhen, person, text);
    }

    public TaskFilter of(@Nullable String login) {
        return new TaskFilter(whose, when, login, text);
    }

    public TaskFilter saying(String newText) {
        return new TaskFilter(whose, when, person, newText);
    }

    public boolean isNarrow() {
        return when != When.OPEN || person != null || !text.isBlank();
    }
}
