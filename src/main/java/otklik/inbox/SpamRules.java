package otklik.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.OneNodeAtATime;
import otklik.history.Event;
import otklik.history.History;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The rules by which spam is hidden, for those with rights in the section "settings": each change is a new version of the decision table and
 * a line of history. What a rule has hidden can be restored.
 */
@Service
public class SpamRules {
    static final String CASE = "spam-rules:";
    private static final String TABLE = CASE + "table";
    private static final int LONGEST_NOTE = 300;
    private static final int LONGEST_WORDS = 500;
    private static final int MOST_WORDS = 20;
    private static final int SHORTEST_WORD = 3;
    /** More would make each arrival slow, and nobody would know them. */
    private static final int MOST_RULES = 200;

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@\"]{1,200}@[^\\s@\"]{1,100}|[a-z]{2,20}:\\S{1,200}");
    private static final Pattern DOMAIN = Pattern.compile("(?:[\\p{L}\\d-]{1,63}\\.){1,8}[\\p{L}\\d-]{2,63}");
    private static final Pattern SOURCE = Pattern.compile("[\\w.-]{1,64}");

    private final SpamTable table;
    private final JdbcClient jdbc;
    private final History history;
    private final Policy policy;
    private final OneNodeAtATime oneNode;
    private final Signals signals;

    SpamRules(
            @Lazy SpamTable table,
            JdbcClient jdbc,
            History history,
            Policy policy,
            OneNodeAtATime oneNode,
            Signals signals) {
        this.table = table;
        this.jdbc = jdbc;
        this.history = history;
        this.policy = policy;
        this.oneNode = oneNode;
        this.signals = signals;
    }

    /**
     * A rule and what it has done.
     *
     * @param hits how many messages it hid
     * @param restored how many of them people put back into the list
     */
    public record Row(SpamRule rule, long hits, long restored, @Nullable Instant lastHit) {}

    /** @param version of the decision table that is in force */
    public record Table(int version, List<Row> rows) {}

    private record Hits(long all, long restored, Instant last) {
        static final Hits NONE = new Hits(0, 0, Instant.EPOCH);
    }

    public Table table() {
        policy.require(Section.SETTINGS, Action.VIEW);
        var edition = table.newest();
        var hits = hits();
        return new Table(
                edition.version(),
                edition.rules().stream()
                        .map(rule -> {
                            var found = hits.getOrDefault(rule.id(), Hits.NONE);
                            return new Row(rule, found.all(), found.restored(), found.all() == 0 ? null : found.last());
                        })
                        .toList());
    }

    private Map<String, Hits> hits() {
        return jdbc.sql(
                        """
                        select hidden_by, count(*) as hits, sum(case when status = 'SPAM' then 0 else 1 end) as restored,
                            max(received_at) as last_hit
                        from message where hidden_by is not null group by hidden_by""")
                .query(rows -> {
                    var hits = new LinkedHashMap<String, Hits>();
                    while (rows.next()) {
                        hits.put(
                                rows.getString("hidden_by"),
                                new Hits(
                                        rows.getLong("hits"),
                                        rows.getLong("restored"),
                                        rows.getObject("last_hit", OffsetDateTime.class)
                                                .toInstant()));
                    }
                    return hits;
                });
    }

    /** Whether the person of this screen may change rules. */
    public boolean mayChange() {
        return policy.may(Section.SETTINGS, Action.CHANGE);
    }

    /**
     * Adds a rule.
     *
     * @return the rule as it stands in the table, with its id
     * @throws Refusal when it says nothing, or something that no message can be
     */
    public SpamRule add(SpamRule rule) {
        var checked = checked(rule);
        var added = new SpamRule[1];
        change("spamRuleAdded", null, checked.note(), rules -> {
            if (rules.size() >= MOST_RULES) {
                throw new Refusal("inbox.spam.tooMany", MOST_RULES);
            }
            // Versions grow, so an id never comes back and counters stay with their rule.
            var id = "rule_" + (table.newest().version() + 1);
            added[0] = new SpamRule(id, checked.on(), checked.conditions(), checked.note());
            var all = new ArrayList<>(rules);
            all.add(added[0]);
            return all;
        });
        return added[0];
    }

    /** Changes a rule; refused when somebody has changed it since {@code seen} was read. */
    public void change(SpamRule seen, SpamRule rule) {
        var checked = checked(rule);
        change("spamRuleChanged", seen, checked.note(), rules -> replaced(rules, seen, checked));
    }

    /** Switches a rule on or off. */
    public void switchTo(SpamRule seen, boolean on) {
        change(on ? "spamRuleOn" : "spamRuleOff", seen, seen.note(), rules -> replaced(rules, seen, seen.switched(on)));
    }

    /** Takes a rule out of the table; what it has hidden stays hidden and can be restored. */
    public void remove(SpamRule seen) {
        change("spamRuleRemoved", seen, seen.note(), rules -> rules.stream()
                .filter(rule -> !rule.id().equals(seen.id()))
                .toList());
    }

    private static List<SpamRule> replaced(List<SpamRule> rules, SpamRule seen, SpamRule by) {
        return rules.stream()
                .map(rule -> rule.id().equals(seen.id()) ? by : rule)
                .toList();
    }

    private void change(String kind, @Nullable SpamRule seen, String note, UnaryOperator<List<SpamRule>> change) {
        policy.require(Section.SETTINGS, Action.CHANGE);
        oneNode.run(() -> {
            var before = table.newest();
            if (seen != null && !before.rules().contains(seen)) {
                throw new Refusal("inbox.spam.changedMeanwhile");
            }
            var rules = change.apply(before.rules());
            var version = table.replace(rules);
            var after = rules.stream()
                    .filter(rule -> !before.rules().contains(rule))
                    .map(SpamRule::kept)
                    .findFirst()
                    .orElse(null);
            history.tell(new History.Change(TABLE, kind)
                    .from(seen == null ? null : seen.kept(), after)
                    .because("v" + version + (note.isEmpty() ? "" : " · " + note)));
            signals.say(Signals.SETTINGS);
        });
    }

    /** The last changes of the table, the newest first. */
    public List<Event> history(int limit) {
        return history.of(TABLE, 0, limit);
    }

    /** The rule that hid a message, as it is now. */
    java.util.Optional<SpamRule> rule(String id) {
        return table.newest().rule(id);
    }

    /** The rule with its values in the one form in which messages are compared. */
    SpamRule checked(SpamRule rule) {
        var conditions = new ArrayList<Condition>();
        for (var condition : rule.conditions()) {
            if (!condition.value().isBlank()) {
                conditions.add(new Condition(condition.kind(), checked(condition)));
            }
        }
        if (conditions.isEmpty()) {
            throw new Refusal("inbox.spam.noCondition").at(Kind.DOMAIN.name());
        }
        var note = rule.note().strip();
        if (note.isEmpty() || note.length() > LONGEST_NOTE) {
            throw new Refusal("inbox.spam.note", LONGEST_NOTE).at("note");
        }
        return new SpamRule(rule.id(), rule.on(), conditions, note);
    }

    private static String checked(Condition condition) {
        var value = condition.value().strip();
        var kind = condition.kind().name();
        switch (condition.kind()) {
            case SENDER -> {
                var address = value.toLowerCase(Locale.ROOT);
                require(ADDRESS.matcher(address).matches(), "inbox.spam.sender", kind);
                return address;
            }
            case DOMAIN -> {
                var domain = value.toLowerCase(Locale.ROOT).replaceFirst("^@", "");
                require(DOMAIN.matcher(domain).matches(), "inbox.spam.domain", kind);
                return domain;
            }
            case WORDS -> {
                var words = condition.words();
                require(
                        !words.isEmpty()
                                && words.size() <= MOST_WORDS
                                && value.length() <= LONGEST_WORDS
                                && words.stream().allMatch(word -> word.length() >= SHORTEST_WORD),
                        "inbox.spam.words",
                        kind);
                return String.join(", ", words);
            }
            case SOURCE -> {
                require(SOURCE.matcher(value).matches(), "inbox.spam.source", kind);
                return value;
            }
            default -> {
                return value;
            }
        }
    }

    private static void require(boolean fine, String key, String field) {
        if (!fine) {
            throw new Refusal(key, SHORTEST_WORD, MOST_WORDS).at(field);
        }
    }
}
