package otklik.activities;

import java.util.Locale;
import java.util.Optional;

/** What came of an activity. */
public enum ActivityOutcome {
    DONE,
    /** Nobody was reached: the company has still not been told in this cycle. */
    NOT_REACHED,
    /** The company does not want what is offered in the current cycle (S2.44). */
    REFUSED;

    /** As the form of the task says it: {@code notReached}. */
    public String word() {
        var words = name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1
                ? words[0]
                : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
    }

    public static Optional<ActivityOutcome> ofWord(String word) {
        for (var outcome : values()) {
            if (outcome.word().equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
