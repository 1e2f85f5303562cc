package otklik.activities;

import java.util.Locale;
import java.util.Optional;

/** When the next activity is due, said quickly. */
public enum FollowUp {
    NONE,
    IN_TWO_HOURS,
    TOMORROW_MORNING,
    IN_TWO_DAYS,
    /** On the first morning of the next cycle. */
    NEXT_CYCLE;

    /** As the form of the task says it: {@code tomorrowMorning}. */
    public String word() {
        var word = new StringBuilder();
        for (var part : name().toLowerCase(Locale.ROOT).split("_")) {
            word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return word.toString();
    }

    public static Optional<FollowUp> ofWord(String word) {
        for (var followUp : values()) {
            if (followUp.word().equals(word)) {
                return Optional.of(followUp);
            }
        }
        return Optional.empty();
    }
}
