package otklik.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One row of the table of spam rules: it hides a message that meets all of its conditions.
 *
 * @param id stable name of the rule, {@code rule_7}
 * @param on whether it hides anything now
 * @param conditions what has to hold, at most one of each kind, in the order of the kinds
 * @param note why the rule is there
 */
public record SpamRule(String id, boolean on, List<Condition> conditions, String note) {

    /** What a condition looks at. */
    public enum Kind {
        /** The whole address. */
        SENDER,
        /** The domain of the address or one below it. */
        DOMAIN,
        /** One of some words or phrases in subject or text, separated by commas; capitals do not matter. */
        WORDS,
        /** The key of the source. */
        SOURCE,
        /** An expression that was written in the table itself and that the screen only shows. */
        FORMULA
    }

    /** @param value as people write it */
    public record Condition(Kind kind, String value) {
        /** The words of a condition that has several. */
        public List<String> words() {
            return Arrays.stream(value.split(","))
                    .map(word -> word.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    /** Whether the screen understands all of it. */
    public boolean isPlain() {
        return conditions.stream().noneMatch(condition -> condition.kind() == Kind.FORMULA);
    }

    /** What the condition of this kind says; empty where the rule has none. */
    public String value(Kind kind) {
        return conditions.stream()
                .filter(condition -> condition.kind() == kind)
                .map(Condition::value)
                .findFirst()
                .orElse("");
    }

    SpamRule switched(boolean newOn) {
        return new SpamRule(id, newOn, conditions, note);
    }

    /** The conditions as they are kept with a message that the rule hid: a line each, such as {@code DOMAIN casino.example}. */
    public String kept() {
        return conditions.stream()
                .map(condition -> condition.kind().name() + " " + condition.value())
                .collect(Collectors.joining("\n"));
    }

    /** Reads what {@link #kept()} wrote. */
    public static List<Condition> ofKept(String kept) {
        var conditions = new ArrayList<Condition>();
        for (var line : kept.split("\n")) {
            var gap = line.indexOf(' ');
            if (gap > 0) {
                conditions.add(new Condition(Kind.valueOf(line.substring(0, gap)), line.substring(gap + 1)));
            }
        }
        return conditions;
    }
}
