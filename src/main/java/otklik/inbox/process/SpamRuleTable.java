package otklik.inbox.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.inbox.SpamRule;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.inbox.SpamTable;

/** Reads and writes processes/inbox/spam-rules.dmn. A cell that was written in the table by other means is kept as it is. */
@Component
class SpamRuleTable implements SpamTable {
    private static final String KEY = "spam-rules";
    private static final String FILE = "processes/inbox/spam-rules.dmn";
    private static final String SWITCH = "input_switchedOn";
    private static final String OFF = "false";
    private static final Map<String, Kind> KINDS = Map.of(
            "input_sender", Kind.SENDER,
            "input_domain", Kind.DOMAIN,
            "input_words", Kind.WORDS,
            "input_source", Kind.SOURCE);

    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern ONE = Pattern.compile(QUOTED);
    private static final Pattern BELOW = Pattern.compile(QUOTED + ", ends with\\(\\?, \"\\.(.*)\"\\)");
    private static final String CONTAINS = "contains\\(\\?, " + QUOTED + "\\)";
    private static final Pattern ANY = Pattern.compile(CONTAINS + "(?: or " + CONTAINS + ")*");
    private static final Pattern EACH = Pattern.compile(CONTAINS);

    private final RepositoryService repository;
    private final DmnEngine trial =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final Map<String, Edition> editions = new ConcurrentHashMap<>();

    SpamRuleTable(RepositoryService repository) {
        this.repository = repository;
    }

    @Override
    public Edition newest() {
        var definition = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(KEY)
                .latestVersion()
                .singleResult();
        return editions.computeIfAbsent(definition.getId(), id -> {
            var table = table(repository.getDmnModelInstance(id));
            return new Edition(
                    definition.getVersion(),
                    table.getRules().stream().map(row -> rule(table, row)).toList());
        });
    }

    @Override
    public int replace(List<SpamRule> rules) {
        repository
                .createDeployment()
                .name(KEY)
                .addModelInstance(FILE, written(rules))
                .deploy();
        return newest().version();
    }

    @Override
    public Predicate<Traits> matcher(SpamRule rule) {
        var decision = trial.parseDecision(KEY, written(List.of(switchedOn(rule))));
        return traits -> !trial.evaluateDecisionTable(
                        decision,
                        Variables.putValue("sender", traits.sender())
                                .putValue("domain", traits.domain())
                                .putValue("words", traits.words())
                                .putValue("source", traits.source()))
                .isEmpty();
    }

    private static SpamRule switchedOn(SpamRule rule) {
        return new SpamRule(rule.id().isEmpty() ? "rule_candidate" : rule.id(), true, rule.conditions(), rule.note());
    }

    /** The newest table with these rows in place of its own. */
    private DmnModelInstance written(List<SpamRule> rules) {
        var definition = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(KEY)
                .latestVersion()
                .singleResult();
        var model = repository.getDmnModelInstance(definition.getId()).clone();
        var table = table(model);
        var cells = new LinkedHashMap<String, Map<String, String>>();
        table.getRules().forEach(row -> cells.put(row.getId(), cells(table, row)));
        List.copyOf(table.getRules()).forEach(table.getRules()::remove);
        rules.forEach(rule -> table.getRules().add(row(model, table, rule, cells.getOrDefault(rule.id(), Map.of()))));
        return model;
    }

    private static Rule row(DmnModelInstance model, DecisionTable table, SpamRule rule, Map<String, String> before) {
        var row = model.newInstance(Rule.class);
        row.setId(rule.id());
        var note = model.newInstance(Description.class);
        note.setTextContent(rule.note());
        row.setDescription(note);
        for (var input : table.getInputs()) {
            var entry = model.newInstance(InputEntry.class);
            entry.setId("inputEntry_" + rule.id() + "_" + input.getId().replaceFirst("^input_", ""));
            entry.setText(text(model, cell(input, rule, before)));
            row.getInputEntries().add(entry);
        }
        var answer = model.newInstance(OutputEntry.class);
        answer.setId("outputEntry_" + rule.id());
        answer.setText(text(model, quoted(rule.id())));
        row.getOutputEntries().add(answer);
        return row;
    }

    private static Text text(DmnModelInstance model, String content) {
        var text = model.newInstance(Text.class);
        text.setTextContent(content);
        return text;
    }

    private static String cell(Input input, SpamRule rule, Map<String, String> before) {
        if (input.getId().equals(SWITCH)) {
            return rule.on() ? "" : OFF;
        }
        var kind = KINDS.get(input.getId());
        var value = kind == null ? "" : rule.value(kind);
        if (kind != null && !value.isEmpty()) {
            return expression(new Condition(kind, value));
        }
        return rule.isPlain() ? "" : before.getOrDefault(input.getId(), "");
    }

    private static String expression(Condition condition) {
        return switch (condition.kind()) {
            case DOMAIN -> "%s, ends with(?, %s)".formatted(quoted(condition.value()), quoted("." + condition.value()));
            case WORDS ->
                condition.words().stream()
                        .map(word -> "contains(?, %s)".formatted(quoted(word)))
                        .collect(Collectors.joining(" or "));
            case SENDER, SOURCE, FORMULA -> quoted(condition.value());
        };
    }

    private static SpamRule rule(DecisionTable table, Rule row) {
        var cells = cells(table, row);
        var conditions = new ArrayList<Condition>();
        for (var input : table.getInputs()) {
            var cell = cells.getOrDefault(input.getId(), "");
            if (!cell.isEmpty() && !input.getId().equals(SWITCH)) {
                conditions.add(condition(input, cell));
            }
        }
        var switched = cells.getOrDefault(SWITCH, "");
        return new SpamRule(
                row.getId(),
                !switched.equals(OFF),
                conditions,
                row.getDescription() == null
                        ? ""
                        : row.getDescription().getTextContent().strip());
    }

    private static Condition condition(Input input, String cell) {
        var kind = KINDS.get(input.getId());
        var value = kind == null ? null : value(kind, cell);
        return kind == null || value == null
                ? new Condition(Kind.FORMULA, input.getLabel() + ": " + cell)
                : new Condition(kind, value);
    }

    /** What the screen would have written as this expression; null where it writes no such thing. */
    private static @Nullable String value(Kind kind, String cell) {
        switch (kind) {
            case SENDER, SOURCE -> {
                var one = ONE.matcher(cell);
                return one.matches() ? unquoted(one.group(1)) : null;
            }
            case DOMAIN -> {
                var below = BELOW.matcher(cell);
                return below.matches() && below.group(1).equals(below.group(2)) ? unquoted(below.group(1)) : null;
            }
            case WORDS -> {
                return ANY.matcher(cell).matches()
                        ? EACH.matcher(cell)
                                .results()
                                .map(word -> unquoted(word.group(1)))
                                .collect(Collectors.joining(", "))
                        : null;
            }
            default -> {
                return null;
            }
        }
    }

    private static Map<String, String> cells(DecisionTable table, Rule row) {
        var inputs = List.copyOf(table.getInputs());
        var entries = List.copyOf(row.getInputEntries());
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(inputs.size(), entries.size()); i++) {
            var text = entries.get(i).getText();
            cells.put(
                    inputs.get(i).getId(),
                    text == null ? "" : text.getTextContent().strip());
        }
        return cells;
    }

    private static DecisionTable table(DmnModelInstance model) {
        Collection<DecisionTable> tables = model.getModelElementsByType(DecisionTable.class);
        return tables.iterator().next();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String unquoted(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
