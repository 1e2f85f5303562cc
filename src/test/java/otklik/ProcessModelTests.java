package otklik;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.Escalation;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.TextAnnotation;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otklik.engine.EditedTables;
import otklik.kernel.Parameter;
import otklik.kernel.Parameter.Type;
import otklik.security.Role;

/** Every diagram of {@code processes/} keeps the naming table, so that what it names exists in Java, in forms and in decisions. */
class ProcessModelTests {
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("startEvent", "startEvent_"),
            Map.entry("endEvent", "endEvent_"),
            Map.entry("boundaryEvent", "event_"),
            Map.entry("intermediateCatchEvent", "event_"),
            Map.entry("intermediateThrowEvent", "event_"),
            Map.entry("userTask", "userTask_"),
            Map.entry("serviceTask", "serviceTask_"),
            Map.entry("businessRuleTask", "businessRuleTask_"),
            Map.entry("receiveTask", "receiveTask_"),
            Map.entry("sendTask", "sendTask_"),
            Map.entry("callActivity", "callActivity_"),
            Map.entry("exclusiveGateway", "gateway_"),
            Map.entry("inclusiveGateway", "gateway_"),
            Map.entry("parallelGateway", "gateway_"),
            Map.entry("eventBasedGateway", "gateway_"),
            Map.entry("sequenceFlow", "flow_"));
    private static final String WORDS = "[a-z][a-zA-Z]*(_[a-z][a-zA-Z]*)*";
    private static final Set<String> HELPERS = Set.of("deadlines", "series");

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern DELEGATE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern COMPARISON =
            Pattern.compile("\\$\\{\\w+ (?:==|!=|<|<=|>|>=) (?:'([^']*)'|-?\\d+|true|false)}");
    private static final Pattern HELPER_CALL =
            Pattern.compile("\\$\\{(\\w+)\\.(\\w+)\\((?:('[^']*'|\\w+)(?:, ?('[^']*'|\\w+))?)?\\)}");
    private static final Pattern IDENTIFIER = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");
    private static final Set<String> KEYWORDS = Set.of(
            "true", "false", "null", "and", "or", "not", "empty", "eq", "ne", "lt", "le", "gt", "ge", "div", "mod");

    static Stream<Named<Diagram>> diagrams() {
        return ProjectFiles.under("processes", ".bpmn").stream()
                .map(file -> Named.of(file.toString(), Diagram.read(file)));
    }

    @Test
    void everyProcessIsDrawnOnce() {
        assertThat(ProjectFiles.under("processes", ".bpmn").stream().map(ProjectFiles::name))
                .as(
                        "File names in processes/: the id of a process is its file name, so each may stand in one folder only")
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void fileHoldsOneExecutableProcessOfItsName(Diagram diagram) {
        var findings = new Findings(diagram.file());
        var processes = diagram.all(Process.class);

        findings.check(
                processes.size() == 1,
                diagram.id(),
                "holds %d processes: draw each in a file of its own",
                processes.size());
        for (var process : processes) {
            var id = process.getId();
            findings.check(
                    id.equals(diagram.id()),
                    id,
                    "is not the name of its file: ids are stable, so rename the file to %s.bpmn",
                    id);
            findings.check(
                    id.matches("[a-z]+(-[a-z]+)*"),
                    id,
                    "is not a noun in small letters with hyphens: rename the process");
            findings.check(process.isExecutable(), id, "is not executable: tick \"Executable\" at the process");
            findings.check(
                    process.getCamundaHistoryTimeToLiveString() != null,
                    id,
                    "never forgets its history: set the history time to live, such as P180D");
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void folderIsAModuleAndTheContractLiesInIt(Diagram diagram) {
        var findings = new Findings(diagram.file());

        findings.check(
                diagram.file().getNameCount() == 3
                        && !diagram.classesOfTheModule().isEmpty(),
                diagram.module(),
                "is no module: move the file to processes/<module>/, where otklik.<module> is a package");
        if (findings.check(
                diagram.contract().isPresent(),
                diagram.id(),
                "has no contract: write %s with KEY, ids and variables",
                diagram.contractName())) {
            findings.check(
                    diagram.names().contains(diagram.id()),
                    diagram.id(),
                    "is not in its contract: give %s the constant KEY = \"%s\"",
                    diagram.contractName(),
                    diagram.id());
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void idsSayWhatTheElementIs(Diagram diagram) {
        var findings = new Findings(diagram.file());

        for (var element : diagram.all(FlowElement.class)) {
            var type = element.getElementType().getTypeName();
            var prefix = element instanceof SubProcess subProcess
                    ? subProcess.triggeredByEvent() ? "eventSubProcess_" : "subProcess_"
                    : PREFIXES.get(type);
            if (findings.check(
                    prefix != null,
                    element.getId(),
                    "is a %s, which is not used here: take one of %s",
                    type,
                    PREFIXES.keySet().stream().sorted().collect(joining(", ")))) {
                findings.check(
                        element.getId().matches(prefix + WORDS),
                        element.getId(),
                        "is no name for a %s: give it an id %s + words in lowerCamel, without digits",
                        type,
                        prefix);
            }
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void serviceTasksCallTheDelegateOfTheirName(Diagram diagram) {
        var findings = new Findings(diagram.file());

        diagram.all(ServiceTask.class)
                .forEach(task -> checkDelegate(diagram, task, task.getCamundaDelegateExpression(), findings));
        diagram.all(SendTask.class)
                .forEach(task -> checkDelegate(diagram, task, task.getCamundaDelegateExpression(), findings));
        findings.areNone();
    }

    private static void checkDelegate(Diagram diagram, Task task, String expression, Findings findings) {
        var delegate = DELEGATE.matcher(Optional.ofNullable(expression).orElse(""));
        if (!findings.check(
                delegate.matches(),
                task.getId(),
                "calls no delegate: set the delegate expression to ${%s}",
                word(task))) {
            return;
        }
        var bean = delegate.group(1);
        findings.check(
                word(task).equals(bean),
                task.getId(),
                "calls ${%s}: the id has to be %s_%s, with a suffix where it stands twice",
                bean,
                task.getElementType().getTypeName(),
                bean);
        var type = ProductBeans.find(bean);
        if (findings.check(
                type.isPresent(),
                task.getId(),
                "calls ${%s}, which is no @Component: write %s.%s implements JavaDelegate",
                bean,
                diagram.processPackage(),
                Diagram.capitalised(bean))) {
            findings.check(
                    JavaDelegate.class.isAssignableFrom(type.get()),
                    task.getId(),
                    "calls ${%s}: %s has to implement JavaDelegate",
                    bean,
                    type.get().getName());
            findings.check(
                    type.get().getPackageName().equals(diagram.processPackage()),
                    task.getId(),
                    "calls ${%s} of %s: a diagram calls delegates of its own module, so add one to %s that uses the other module's API",
                    bean,
                    type.get().getPackageName(),
                    diagram.processPackage());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void decisionsLieBesideTheirDiagram(Diagram diagram) {
        var findings = new Findings(diagram.file());

        for (var task : diagram.all(BusinessRuleTask.class)) {
            var decision = task.getCamundaDecisionRef();
            if (!findings.check(
                    decision != null,
                    task.getId(),
                    "names no decision: set the decision reference to the id of a .dmn file")) {
                continue;
            }
            var file = diagram.file().resolveSibling(decision + ".dmn");
            findings.check(
                    Files.exists(ProjectFiles.ROOT.resolve(file)),
                    task.getId(),
                    "names the decision %s: put it into %s",
                    decision,
                    file);
            var isEdited = EditedTables.KEYS.contains(decision);
            findings.check(
                    (isEdited ? "latest" : "deployment").equals(task.getCamundaDecisionRefBinding()),
                    task.getId(),
                    isEdited
                            ? "takes the first version of a table that people edit on a screen: set the binding to \"latest\""
                            : "takes the newest decision: set the binding to \"deployment\", or running cases change their rules");
            findings.check(
                    diagram.variables().contains(task.getCamundaResultVariable()),
                    task.getId(),
                    "writes the variable %s, which %s does not declare: add a ProcessVariable",
                    task.getCamundaResultVariable(),
                    diagram.contractName());
            for (var input : DecisionModelTests.inputs(file)) {
                findings.check(
                        diagram.variables().contains(input),
                        task.getId(),
                        "asks %s about the variable %s, which %s does not declare: add a ProcessVariable",
                        decision,
                        input,
                        diagram.contractName());
            }
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void userTasksHaveOneRoleAndTheFormOfTheirName(Diagram diagram) {
        var findings = new Findings(diagram.file());

        for (var task : diagram.all(UserTask.class)) {
            var id = task.getId();
            var groups = task.getCamundaCandidateGroupsList();
            findings.check(
                    groups.size() == 1
                            && (Role.ofGroup(groups.get(0)).isPresent()
                                    || groups.get(0).matches("\\$\\{\\w+}")),
                    id,
                    "is work of %s: set exactly one candidate group of %s, or a variable that holds a group",
                    groups,
                    Arrays.stream(Role.values()).map(Role::group).toList());
            var form = ProjectFiles.kebab(word(task));
            findings.check(
                    form.equals(task.getCamundaFormRef()),
                    id,
                    "has the form %s: its id wants the form reference %s",
                    task.getCamundaFormRef(),
                    form);
            findings.check(
                    "deployment".equals(task.getCamundaFormRefBinding()),
                    id,
                    "takes the newest form: set the binding to \"deployment\", or running cases lose their questions");
            var file = Path.of("forms", diagram.module(), task.getCamundaFormRef() + ".form");
            findings.check(Files.exists(ProjectFiles.ROOT.resolve(file)), id, "has no form: draw %s", file);
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void errorsAreExceptionsOfTheModule(Diagram diagram) {
        var findings = new Findings(diagram.file());

        for (var error : diagram.all(Error.class)) {
            var code = String.valueOf(error.getErrorCode());
            findings.check(
                    diagram.classesOfTheModule().stream()
                            .anyMatch(type -> type.getSimpleName().equals(Diagram.capitalised(code))
                                    && type.isAssignableTo(Throwable.class)),
                    error.getId(),
                    "has the code %s: write the exception %s in otklik.%s, or correct the code",
                    code,
                    Diagram.capitalised(code),
                    diagram.module());
        }
        for (var escalation : diagram.all(Escalation.class)) {
            findings.check(
                    String.valueOf(escalation.getEscalationCode()).matches("[a-z][a-zA-Z]*"),
                    escalation.getId(),
                    "has the code %s: say in lowerCamel what is new",
                    escalation.getEscalationCode());
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void messagesAreSaidByTheDoor(Diagram diagram) {
        var findings = new Findings(diagram.file());
        var prefix = diagram.id() + ".";

        for (var message : diagram.all(Message.class)) {
            var name = String.valueOf(message.getName());
            if (findings.check(
                    name.matches(Pattern.quote(prefix) + "[a-z][a-zA-Z]*"),
                    message.getId(),
                    "is called %s: name it %s + what has happened",
                    name,
                    prefix)) {
                var suffix = name.substring(prefix.length());
                findings.check(
                        isKnownToTheDoor(diagram, suffix),
                        message.getId(),
                        "is said by nobody: give the door in %s a method %s(…)",
                        diagram.processPackage(),
                        suffix);
            }
        }
        findings.areNone();
    }

    private static boolean isKnownToTheDoor(Diagram diagram, String suffix) {
        return diagram.classesOfTheProcess().stream()
                .anyMatch(type -> type.getMethods().stream()
                                .anyMatch(method -> method.getName().equals(suffix))
                        || Diagram.constants(type.reflect(), String.class).anyMatch(suffix::equals));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void expressionsMentionOnlyVariablesOfTheContractAndHelpers(Diagram diagram) {
        var findings = new Findings(diagram.file());
        var variables = diagram.variables();
        var text = ProjectFiles.text(diagram.file())
                .replaceAll("camunda:delegateExpression=\"[^\"]*\"", "")
                .replaceAll("&(amp|lt|gt|quot|apos);", " ");

        for (var expression : EXPRESSION.matcher(text).results().toList()) {
            var identifiers = IDENTIFIER.matcher(expression.group(1).replaceAll("'[^']*'", "''"));
            while (identifiers.find()) {
                var name = identifiers.group();
                var isCalled = expression.group(1).contains(name + ".");
                findings.check(
                        KEYWORDS.contains(name)
                                || isCalled && HELPERS.contains(name)
                                || !isCalled && variables.contains(name),
                        expression.group(),
                        "mentions %s: name a variable of %s or call one of the helpers %s",
                        name,
                        diagram.contractName(),
                        HELPERS.stream().sorted().toList());
            }
            checkHelper(expression.group(), findings);
        }
        findings.areNone();
    }

    private static void checkHelper(String expression, Findings findings) {
        var call = HELPER_CALL.matcher(expression);
        if (!expression.contains(".")) {
            return;
        }
        if (findings.check(
                call.matches(),
                expression,
                "calculates: an expression is one call of a helper, such as ${deadlines.working('managerReplyLimit')}")) {
            findings.check(
                    ProductBeans.find(call.group(1)).stream()
                            .flatMap(helper -> Arrays.stream(helper.getMethods()))
                            .anyMatch(method -> method.getName().equals(call.group(2))),
                    expression,
                    "calls %s of the helper %s, which has no such public method: correct the name",
                    call.group(2),
                    call.group(1));
            if (call.group(1).equals("deadlines")) {
                checkDeadline(expression, call.group(2), call.group(3), call.group(4), findings);
            }
        }
    }

    /** What each method of the helper {@code deadlines} is given: a setting of the right type, or the value itself. */
    private static void checkDeadline(
            String expression, String method, @Nullable String first, @Nullable String second, Findings findings) {
        var isFrom = method.equals("workingFrom");
        findings.check(
                (isFrom || method.equals("share")) == (second != null) && first != null,
                expression,
                "gives the wrong number of words: write working('…'), after('…'), share('…','…') or workingFrom(moment, '…')");
        if (isFrom) {
            findings.check(
                    first != null && !first.startsWith("'"),
                    expression,
                    "counts from %s: name the variable that holds the moment",
                    first);
            checkGiven(expression, second, Type.WORKING_TIME, findings);
            return;
        }
        checkGiven(expression, first, method.equals("after") ? Type.DURATION : Type.WORKING_TIME, findings);
        checkGiven(expression, second, Type.PERCENT, findings);
    }

    private static void checkGiven(String expression, @Nullable String given, Type type, Findings findings) {
        if (given == null) {
            return;
        }
        var word = given.replace("'", "");
        var parameter = Parameter.ofKey(word);
        findings.check(
                given.startsWith("'")
                        && (parameter.isPresent()
                                ? parameter.get().type() == type
                                : type == Type.PERCENT ? word.matches("\\d{1,2}") : parses(() -> Duration.parse(word))),
                expression,
                "gives %s: name one of the settings %s, or write %s",
                given,
                Arrays.stream(Parameter.values())
                        .filter(candidate -> candidate.type() == type)
                        .map(Parameter::key)
                        .toList(),
                type == Type.PERCENT ? "a number such as '50'" : "a duration such as 'PT4H'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void conditionIsOneVariableOrOneComparison(Diagram diagram) {
        var findings = new Findings(diagram.file());
        var values = new HashSet<>(diagram.names());
        ProjectFiles.under("forms/" + diagram.module(), ".form")
                .forEach(form -> values.addAll(FormModelTests.values(form)));
        ProjectFiles.under("processes/" + diagram.module(), ".dmn")
                .forEach(decision -> values.addAll(DecisionModelTests.outputs(decision)));
        diagram.classesOfTheProcess()
                .forEach(type -> Diagram.constants(type.reflect(), String.class).forEach(values::add));

        for (var flow : diagram.all(SequenceFlow.class)) {
            if (flow.getConditionExpression() == null) {
                continue;
            }
            var condition = flow.getConditionExpression().getTextContent().strip();
            var comparison = COMPARISON.matcher(condition);
            findings.check(
                    comparison.matches()
                            || condition.matches("\\$\\{!?\\w+}")
                            || HELPER_CALL.matcher(condition).matches(),
                    flow.getId(),
                    "decides by %s: ask one variable or compare it with one value, and leave the rest to a decision table",
                    condition);
            if (comparison.matches() && comparison.group(1) != null) {
                findings.check(
                        values.contains(comparison.group(1)),
                        flow.getId(),
                        "waits for '%s', which no form, decision table or constant of the module offers: correct the value",
                        comparison.group(1));
            }
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void namesOfTheContractStandInTheDiagram(Diagram diagram) {
        var findings = new Findings(diagram.file());
        var ids =
                diagram.all(BaseElement.class).stream().map(BaseElement::getId).collect(toSet());
        var prefixes = Stream.concat(PREFIXES.values().stream(), Stream.of("subProcess_", "eventSubProcess_"))
                .collect(toSet());

        for (var name : diagram.names()) {
            findings.check(
                    prefixes.stream().noneMatch(name::startsWith) || ids.contains(name),
                    name,
                    "is a constant of %s and not in the diagram: give the element its old id again, or correct the constant",
                    diagram.contractName());
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void timersAreDurationsOrAskAHelper(Diagram diagram) {
        var findings = new Findings(diagram.file());

        for (var timer : diagram.all(TimerEventDefinition.class)) {
            var id = timer.getParentElement() instanceof BaseElement owner ? owner.getId() : timer.getId();
            var texts = Stream.of(timer.getTimeDuration(), timer.getTimeDate(), timer.getTimeCycle())
                    .filter(expression -> expression != null)
                    .map(expression -> expression.getTextContent().strip())
                    .toList();
            findings.check(texts.size() == 1, id, "has %d times: set one", texts.size());
            findings.check(
                    timer.getTimeDate() != null || texts.stream().noneMatch(text -> text.contains("deadlines.")),
                    id,
                    "asks deadlines for a duration, and gets a moment: change the type of the timer to \"Date\"");
            for (var text : texts) {
                findings.check(
                        isTime(text)
                                || isMomentOfTheContract(diagram, timer, text)
                                || HELPERS.stream().anyMatch(helper -> text.startsWith("${" + helper + ".")),
                        id,
                        "waits for %s: write a duration such as P7D, ${deadlines.after('reopenGrace')} as a date, or a variable that is a Date",
                        text);
            }
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void noCodeStandsInTheDiagram(Diagram diagram) {
        var findings = new Findings(diagram.file());
        var text = ProjectFiles.text(diagram.file());

        Map.of(
                        "<(\\w+:)?script\\b[^>]*>", "a script",
                        "<(\\w+:)?scriptTask\\b[^>]*>", "a script task",
                        "camunda:class=\"[^\"]*\"", "a Java class",
                        "camunda:expression=\"[^\"]*\"", "an expression that is run",
                        "camunda:(execution|task)Listener\\b[^>]*", "a listener",
                        "camunda:variableMapping\\w+=\"[^\"]*\"", "a mapping class",
                        "camunda:topic=\"[^\"]*\"", "an external task",
                        "\\blanguage=\"[^\"]*\"", "a condition in a script language")
                .forEach((pattern, what) -> Pattern.compile(pattern)
                        .matcher(text)
                        .results()
                        .forEach(found -> findings.check(
                                false,
                                found.group(),
                                "is %s: call a delegate, ${bean}, that says what it does",
                                what)));
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void gatewaysAskAndTheirFlowsAnswer(Diagram diagram) {
        var findings = new Findings(diagram.file());

        for (var gateway : diagram.all(Gateway.class)) {
            if (gateway instanceof ParallelGateway || gateway.getOutgoing().size() < 2) {
                continue;
            }
            findings.check(
                    gateway.getName() != null && gateway.getName().strip().endsWith("?"),
                    gateway.getId(),
                    "is labelled \"%s\": ask a question that ends with \"?\"",
                    gateway.getName());
            var byDefault = gateway instanceof ExclusiveGateway exclusive
                    ? exclusive.getDefault()
                    : gateway instanceof InclusiveGateway inclusive ? inclusive.getDefault() : null;
            if (gateway instanceof ExclusiveGateway || gateway instanceof InclusiveGateway) {
                for (var flow : gateway.getOutgoing()) {
                    findings.check(
                            flow.getName() != null && !flow.getName().isBlank(),
                            flow.getId(),
                            "has no label: write the answer to \"%s\" on it",
                            gateway.getName());
                    findings.check(
                            flow.getId().startsWith("flow_" + word(gateway) + "_"),
                            flow.getId(),
                            "answers %s: call it flow_%s_ + the answer",
                            gateway.getId(),
                            word(gateway));
                    findings.check(
                            flow.getConditionExpression() != null ^ flow.equals(byDefault),
                            flow.getId(),
                            "has to be either the default flow or one with a condition");
                }
            }
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void everyLabelIsThereInBothLanguages(Diagram diagram) {
        var findings = new Findings(diagram.file());

        diagram.all(Process.class).forEach(process -> checkLabel(process, process.getName(), findings));
        diagram.all(FlowElement.class).forEach(element -> checkLabel(element, element.getName(), findings));
        diagram.all(Participant.class).forEach(participant -> checkLabel(participant, participant.getName(), findings));
        diagram.all(Lane.class).forEach(lane -> checkLabel(lane, lane.getName(), findings));
        diagram.all(TextAnnotation.class)
                .forEach(note -> checkLabel(
                        note, note.getText() == null ? null : note.getText().getTextContent(), findings));
        findings.areNone();
    }

    private static void checkLabel(BaseElement element, String label, Findings findings) {
        var russian = Diagram.property(element, "label.ru").orElse("");
        findings.check(
                label == null || label.isBlank() || !russian.isBlank(),
                element.getId(),
                "has the label \"%s\" in English only: add the extension property label.ru",
                label);
        findings.check(
                russian.isBlank() || label != null && !label.isBlank(),
                element.getId(),
                "has the label \"%s\" in Russian only: add the name of the element",
                russian);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diagrams")
    void everythingIsDrawn(Diagram diagram) {
        var findings = new Findings(diagram.file());

        for (var node : diagram.all(FlowNode.class)) {
            findings.check(
                    node.getDiagramElement() != null,
                    node.getId(),
                    "is not in the picture: draw it, or take it out of the process");
        }
        for (var flow : diagram.all(SequenceFlow.class)) {
            findings.check(
                    flow.getDiagramElement() != null
                            && flow.getDiagramElement().getWaypoints().size() > 1,
                    flow.getId(),
                    "is not in the picture: draw it, or take it out of the process");
        }
        findings.areNone();
    }

    /** {@code answerClient} of {@code userTask_answerClient_again}. */
    private static String word(BaseElement element) {
        var parts = element.getId().split("_");
        return parts.length > 1 ? parts[1] : element.getId();
    }

    /** What people agreed on with a client is a moment of its own: the case brings it. */
    private static boolean isMomentOfTheContract(Diagram diagram, TimerEventDefinition timer, String text) {
        return timer.getTimeDate() != null
                && text.matches("\\$\\{\\w+}")
                && diagram.moments().contains(text.substring(2, text.length() - 1));
    }

    private static boolean isTime(String text) {
        return isDuration(text)
                || text.matches("R\\d*/.+") && isDuration(text.replaceFirst("R\\d*/", ""))
                || parses(() -> OffsetDateTime.parse(text));
    }

    private static boolean isDuration(String text) {
        return parses(() -> Duration.parse(text)) || parses(() -> Period.parse(text));
    }

    private static boolean parses(Runnable parsing) {
        try {
            parsing.run();
            return true;
        } catch (DateTimeException wrong) {
            return false;
        }
    }
}
