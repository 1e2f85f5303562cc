package otklik.staff;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.Account;

/**
 * One kind of thing that a person who leaves has in hand. The module that owns the rows brings one bean for each kind; the farewell asks
 * for a decision about it, hands it over and takes it back, all within one transaction.
 */
public interface Belongings {
    /** Word in lowerCamel; the fields of the form {@code decide-on-work} begin with it. */
    String name();

    /** Key of its name in the translations. */
    String title();

    /** Place from above, and the order of handing over: what goes along with another kind comes behind it. */
    int order();

    /** The ways that make sense; where there is only one, nobody is asked. */
    Set<Way> ways();

    /** Locks the rows of a person until the transaction ends: what was counted is what is handed over. */
    default void hold(String login) {}

    /** All things of a person, in a fixed order. */
    List<Thing> of(String login);

    /** How many things of this kind each person has in hand; people without any may be left out. */
    default Map<String, Integer> loads(Collection<String> logins) {
        return Map.of();
    }

    /** How many things of this kind a person may have at most. */
    default OptionalInt most() {
        return OptionalInt.empty();
    }

    /** What keeps this person from having these things, apart from the state of the account, absence and {@link #most()}. */
    default Optional<Misfit> misfit(Account person, List<Thing> things) {
        return Optional.empty();
    }

    /** Hands the things over; whoever gets them has been checked. A refusal leaves everything with the person who leaves. */
    void handOver(String from, List<Move> moves);

    /** Gives back what is still where {@link #handOver} put it and is not finished. Returns the keys of those. */
    Set<String> takeBack(String to, List<Move> moves);

    /** What is decided about one kind of things. */
    enum Way {
        ONE,
        EVENLY,
        BY_LOAD,
        TEAM,
        /** Given back to the queue, revoked or ended. */
        RELEASE,
        /** Goes where another kind goes; decided with that. */
        FOLLOW;

        /** The answer of the form: {@code byLoad}. */
        public String word() {
            var word = new StringBuilder();
            for (var part : name().toLowerCase(java.util.Locale.ROOT).split("_")) {
                word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
            }
            return word.toString();
        }

        public static Optional<Way> ofWord(String word) {
            return java.util.Arrays.stream(values())
                    .filter(way -> way.word().equals(word))
                    .findFirst();
        }

        public boolean isToPeople() {
            return this == ONE || this == EVENLY || this == BY_LOAD;
        }
    }

    /** Why somebody cannot be given things. */
    enum Misfit {
        UNDECIDED,
        NOBODY_CHOSEN,
        UNKNOWN,
        SAME_PERSON,
        SUSPENDED,
        ABSENT,
        NO_RIGHT,
        OVER_LIMIT,
        CIRCLE,
        EMPTY_TEAM
    }

    /**
     * One thing.
     *
     * @param key within its kind, such as {@code R-17}
     * @param line for people
     * @param caseKey of the case it belongs to: it goes along when that case itself is handed over
     */
    record Thing(String key, String line, @Nullable String caseKey) {}

    /** Where a thing goes: to a person, to the queue of a team, or to nobody. */
    record Target(Kind kind, @Nullable String id) {
        public enum Kind {
            PERSON,
            TEAM,
            NOBODY
        }

        public static final Target NOBODY = new Target(Kind.NOBODY, null);

        public static Target person(String login) {
            return new Target(Kind.PERSON, login);
        }

        public static Target team(String group) {
            return new Target(Kind.TEAM, group);
        }

        /** Login of the person; none where it is not one. */
        public @Nullable String login() {
            return kind == Kind.PERSON ? id : null;
        }
    }

    /** A thing and where it goes. */
    record Move(Thing thing, Target target) {}
}
