package otklik.inbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The decision table behind the spam rules, kept and versioned by the engine; {@code inbox.process} implements it. */
public interface SpamTable {
    /**
     * The table as it is in force.
     *
     * @param version grows with each change
     */
    record Edition(int version, List<SpamRule> rules) {
        Optional<SpamRule> rule(String id) {
            return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
        }
    }

    /** What the rules look at; all in small letters but the source. */
    record Traits(String sender, String domain, String words, String source) {}

    Edition newest();

    /** Puts the rules in force as a new version, within the transaction of the caller, and returns its number. */
    int replace(List<SpamRule> rules);

    /** Asks the engine whether the rule, switched on or not, fits. */
    Predicate<Traits> matcher(SpamRule rule);
}
