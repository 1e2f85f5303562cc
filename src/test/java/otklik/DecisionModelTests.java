package otklik;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every decision table of {@code processes/} can be found by the diagrams of its folder and read by people. */
class DecisionModelTests {

    static Stream<Named<Path>> decisions() {
        return ProjectFiles.under("processes", ".dmn").stream().map(file -> Named.of(file.toString(), file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decisions")
    void fileHoldsOneDecisionOfItsName(Path file) {
        var findings = new Findings(file);
        var decisions = read(file).getModelElementsByType(Decision.class);

        findings.check(
                decisions.size() == 1,
                ProjectFiles.name(file),
                "holds %d decisions: draw each in a file of its own",
                decisions.size());
        for (var decision : decisions) {
            var id = decision.getId();
            findings.check(
                    id.equals(ProjectFiles.name(file)),
                    id,
                    "is not the name of its file: rename the file to %s.dmn",
                    id);
            findings.check(
                    decision.getCamundaHistoryTimeToLiveString() != null,
                    id,
                    "never forgets its history: set the history time to live, such as P180D");
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decisions")
    void everyColumnAndRuleExplainsItself(Path file) {
        var findings = new Findings(file);

        for (var table : read(file).getModelElementsByType(DecisionTable.class)) {
            table.getInputs()
                    .forEach(input -> findings.check(
                            input.getLabel() != null, input.getId(), "has no label: say what the column asks"));
            table.getOutputs()
                    .forEach(output -> findings.check(
                            output.getLabel() != null, output.getId(), "has no label: say what the column decides"));
        }
        for (var rule : read(file).getModelElementsByType(Rule.class)) {
            findings.check(rule.getDescription() != null, rule.getId(), "has no annotation: say why the rule is there");
        }
        findings.areNone();
    }

    /** The variables that the decision reads. */
    static List<String> inputs(Path file) {
        return Files.exists(ProjectFiles.ROOT.resolve(file))
                ? read(file).getModelElementsByType(InputExpression.class).stream()
                        .map(input -> input.getText().getTextContent().strip())
                        .filter(text -> text.matches("\\w+"))
                        .toList()
                : List.of();
    }

    /** The texts that the decision may give. */
    static List<String> outputs(Path file) {
        return read(file).getModelElementsByType(OutputEntry.class).stream()
                .map(output -> output.getText().getTextContent().strip())
                .map(text -> text.replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static DmnModelInstance read(Path file) {
        return Dmn.readModelFromFile(ProjectFiles.ROOT.resolve(file).toFile());
    }
}
