package otklik.sources;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of source: what an administrator fills in for it, how it is tried out, and how it looks for news. Each is a bean; its name is
 * {@code sources.kind.<key>} in the translations, the label of a field {@code sources.field.<key>.<field>}, the hint below it
 * {@code sources.field.<key>.<field>.hint} where there is one.
 */
public interface SourceKind {
    /** Lower case, such as {@code telegram}; stored with each source. */
    String key();

    List<Field> fields();

    /** Names of the fields that say to which server the secrets are sent: where one of them changes, each secret is entered again. */
    default List<String> destinations() {
        return List.of();
    }

    /**
     * Refuses settings that cannot work, naming the field ({@link otklik.kernel.Refusal#at}); what the fields say is checked before.
     *
     * @param source with the new settings; its key is empty when it is only tried out
     */
    default void check(Source source) {}

    /**
     * Talks to the other side as it would in earnest, without taking anything in.
     *
     * @return what was found, a sentence for the person who has pressed the button
     * @throws Exception when it does not work; a {@link otklik.kernel.Refusal} says why in words
     */
    Words test(Source source) throws Exception;

    /** The pause between two looks; empty for a kind that is called from outside. */
    default Optional<Duration> pollInterval(Source source) {
        return Optional.empty();
    }

    /**
     * Takes in what is new. Called on one node at a time, outside of a transaction.
     *
     * @return where the next look begins ({@link Source#mark})
     * @throws Exception when it does not work: the source is unhealthy until a look succeeds
     */
    default Optional<String> poll(Source source) throws Exception {
        return Optional.empty();
    }

    /** How many arrivals of each source are stored and were refused by a part of the program; for kinds that store by themselves. */
    default Map<String, Long> parked() {
        return Map.of();
    }

    /** Lets what is parked be told again, five times from now. */
    default void retryParked() {}

    /**
     * One field of the form.
     *
     * @param name key in {@link Source#settings}
     * @param byDefault what stands in it at first
     * @param choices for {@link Type#CHOICE}; their words are {@code sources.field.<kind>.<field>.<choice>}
     */
    record Field(String name, Type type, boolean required, String byDefault, List<String> choices) {
        public static Field text(String name) {
            return new Field(name, Type.TEXT, false, "", List.of());
        }

        public static Field secret(String name) {
            return new Field(name, Type.SECRET, false, "", List.of());
        }

        public static Field number(String name, String byDefault) {
            return new Field(name, Type.NUMBER, true, byDefault, List.of());
        }

        public static Field choice(String name, String... choices) {
            return new Field(name, Type.CHOICE, true, choices[0], List.of(choices));
        }

        public static Field lines(String name) {
            return new Field(name, Type.LINES, false, "", List.of());
        }

        public static Field mapping(String name, String byDefault) {
            return new Field(name, Type.MAPPING, false, byDefault, List.of());
        }

        public Field mandatory() {
            return new Field(name, type, true, byDefault, choices);
        }

        public Field startingWith(String value) {
            return new Field(name, type, required, value, choices);
        }
    }

    enum Type {
        TEXT,
        /** Never shown again, only replaced; encrypted in the database where the server has a passphrase. */
        SECRET,
        /** A whole number, 0 or more. */
        NUMBER,
        CHOICE,
        /** Several texts, a line for each. */
        LINES,
        /** Which field of what comes in is which of ours. */
        MAPPING
    }

    /** A text of the translations with its arguments. */
    record Words(String key, List<Object> arguments) {
        public static Words of(String key, Object... arguments) {
            return new Words(key, List.of(arguments));
        }
    }
}
