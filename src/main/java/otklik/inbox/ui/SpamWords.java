package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import otklik.inbox.SpamRule;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;

/** Spam rules in the words of the person who looks. */
final class SpamWords {
    private SpamWords() {}

    /** "domain casino.example, source form". */
    static String of(List<Condition> conditions, Map<String, String> sources) {
        return conditions.stream()
                .map(condition -> t(
                        "inbox.spam.condition." + condition.kind().name(),
                        condition.kind() == Kind.SOURCE
                                ? sources.getOrDefault(condition.value(), condition.value())
                                : condition.value()))
                .collect(Collectors.joining(", "));
    }

    /** What hid a message, as the rule was then. */
    static String ofKept(String kept, Map<String, String> sources) {
        return of(SpamRule.ofKept(kept), sources);
    }
}
