package otklik.activities;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which planned activities a list shows.
 *
 * @param when how near they are
 * @param kind none for all kinds
 * @param person login whose activities they are; none for those of the person of the screen and what lies in his queues
 * @param text part of the title or of the company's name; blank for all
 */
public record ActivityFilter(When when, @Nullable ActivityKind kind, @Nullable String person, String text) {
    /** How near a planned activity is, by the company's day. */
    public enum When {
        ALL,
        OVERDUE,
        TODAY,
        LATER;

        public static Optional<When> ofName(String name) {
            for (var when : values()) {
                if (when.name().equals(name)) {
                    return Optional.of(when);
                }
            }
            return Optional.empty();
        }
    }

    public static final ActivityFilter MINE = new ActivityFilter(When.ALL, null, null, "");

    public ActivityFilter at(When newWhen) {
        return new ActivityFilter(newWhen, kind, person, text);
    }

    public ActivityFilter of(@Nullable ActivityKind newKind) {
        return new ActivityFilter(when, newKind, person, text);
    }

    public ActivityFilter ofPerson(@Nullable String login) {
        return new ActivityFilter(when, kind, login, text);
    }

    public ActivityFilter saying(String newText) {
        return new ActivityFilter(when, kind, person, newText);
    }

    public boolean isNarrow() {
        return when != When.ALL || kind != null || !text.isBlank();
    }
}
