package otklik.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.TextAnnotation;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/** The diagram of a case, with its labels in the reader's language, the places where the case stands and the timers that run. */
@Component
public class Diagrams {
    private static final String RUSSIAN_LABEL = "label.ru";
    private static final int USUAL_URGENCY = 50;

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final Map<String, Labels> labels = new ConcurrentHashMap<>();
    private final Map<String, Optional<String>> definitions = new ConcurrentHashMap<>();
    private final Map<String, String> drawings = new ConcurrentHashMap<>();

    Diagrams(RepositoryService repository, RuntimeService runtime, ManagementService management) {
        this.repository = repository;
        this.runtime = runtime;
        this.management = management;
    }

    /**
     * Where a case stands.
     *
     * @param xml BPMN with labels in the reader's language
     * @param version of the diagram
     * @param active ids of the elements with a token
     */
    public record Place(String processDefinitionId, String name, int version, String xml, List<String> active) {}

    /**
     * A timer that runs in a case.
     *
     * @param label what the diagram calls it
     */
    public record Timer(String jobId, String node, String label, Instant due) {}

    /** Words for a step of a diagram. */
    public record StepLabel(String process, int version, String node) {}

    private record Labels(Map<String, String> english, Map<String, String> russian) {
        String of(String element, Locale locale) {
            var fallback = english.getOrDefault(element, element);
            return locale.getLanguage().equals("ru") ? russian.getOrDefault(element, fallback) : fallback;
        }
    }

    /**
     * A user task of a diagram in its newest version.
     *
     * @param urgency how early the diagram wants it among all types, by the property {@code urgency} or else by the priority; usually 50
     * @param isRecovery whether the diagram says by the property {@code lane} that it is given only when nothing more urgent is due
     */
    public record PeoplesTask(
            String processKey, String processDefinitionId, String taskKey, int urgency, boolean isRecovery) {}

    /** Every user task of every deployed process in its newest version. */
    public List<PeoplesTask> peoplesTasks() {
        return repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .orderByProcessDefinitionKey()
                .asc()
                .list()
                .stream()
                .flatMap(definition ->
                        repository
                                .getBpmnModelInstance(definition.getId())
                                .getModelElementsByType(UserTask.class)
                                .stream()
                                .map(task -> new PeoplesTask(
                                        definition.getKey(),
                                        definition.getId(),
                                        task.getId(),
                                        urgency(task),
                                        "recovery".equals(property(task, "lane")))))
                .toList();
    }

    private static int urgency(UserTask task) {
        var said = property(task, "urgency");
        var text = said == null ? task.getCamundaPriority() : said;
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : USUAL_URGENCY;
    }

    /** The place of the live instance; empty when the process is over. */
    public Optional<Place> place(String processInstanceId, Locale locale) {
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceId(processInstanceId)
                .singleResult();
        if (instance == null) {
            return Optional.empty();
        }
        var definition = repository.getProcessDefinition(instance.getProcessDefinitionId());
        return Optional.of(new Place(
                definition.getId(),
                label(definition.getId(), definition.getKey(), locale),
                definition.getVersion(),
                drawing(definition.getId(), locale),
                runtime.getActiveActivityIds(processInstanceId).stream()
                        .distinct()
                        .toList()));
    }

    /** The current diagram of a process, without a case in it; empty where there is none. */
    public Optional<Place> current(String processKey, Locale locale) {
        return Optional.ofNullable(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(processKey)
                        .latestVersion()
                        .singleResult())
                .map(definition -> new Place(
                        definition.getId(),
                        label(definition.getId(), definition.getKey(), locale),
                        definition.getVersion(),
                        drawing(definition.getId(), locale),
                        List.of()));
    }

    /** The timers of the live instance, the nearest first. */
    public List<Timer> timers(String processInstanceId, Locale locale) {
        var jobs = management
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .orderByJobDuedate()
                .asc()
                .list();
        if (jobs.isEmpty()) {
            return List.of();
        }
        var nodes =
                management
                        .createJobDefinitionQuery()
                        .processDefinitionId(jobs.get(0).getProcessDefinitionId())
                        .list()
                        .stream()
                        .collect(Collectors.toMap(JobDefinition::getId, JobDefinition::getActivityId));
        return jobs.stream()
                .map(job -> {
                    var node = nodes.getOrDefault(job.getJobDefinitionId(), "");
                    return new Timer(
                            job.getId(),
                            node,
                            label(job.getProcessDefinitionId(), node, locale),
                            job.getDuedate().toInstant());
                })
                .toList();
    }

    /** A step that history tells of, in the reader's words: name of the process, version, label of the node. */
    public StepLabel label(CurrentStep step, Locale locale) {
        var id =
                definitions.computeIfAbsent(step.process() + "/" + step.version(), key -> Optional.ofNullable(repository
                                .createProcessDefinitionQuery()
                                .processDefinitionKey(step.process())
                                .processDefinitionVersion(step.version())
                                .singleResult())
                        .map(ProcessDefinition::getId));
        return id.map(known -> new StepLabel(
                        label(known, step.process(), locale), step.version(), label(known, step.node(), locale)))
                .orElseGet(() -> new StepLabel(step.process(), step.version(), step.node()));
    }

    /** The label of an element, or of the process itself by its key. */
    public String label(String processDefinitionId, String element, Locale locale) {
        return labels.computeIfAbsent(processDefinitionId, this::readLabels).of(element, locale);
    }

    private Labels readLabels(String processDefinitionId) {
        var elements = repository.getBpmnModelInstance(processDefinitionId).getModelElementsByType(BaseElement.class);
        return new Labels(
                elements.stream()
                        .filter(element -> element.getAttributeValue("name") != null)
                        .collect(Collectors.toMap(
                                BaseElement::getId, element -> element.getAttributeValue("name"), (a, b) -> a)),
                elements.stream()
                        .filter(element -> russian(element) != null)
                        .collect(Collectors.toMap(
                                BaseElement::getId, element -> String.valueOf(russian(element)), (a, b) -> a)));
    }

    private String drawing(String processDefinitionId, Locale locale) {
        return drawings.computeIfAbsent(processDefinitionId + "/" + locale.getLanguage(), key -> {
            BpmnModelInstance model =
                    repository.getBpmnModelInstance(processDefinitionId).clone();
            for (var element : model.getModelElementsByType(BaseElement.class)) {
                if (element.getAttributeValue("name") != null) {
                    element.setAttributeValue("name", label(processDefinitionId, element.getId(), locale));
                }
            }
            if (locale.getLanguage().equals("ru")) {
                model.getModelElementsByType(TextAnnotation.class).stream()
                        .filter(annotation -> russian(annotation) != null)
                        .forEach(
                                annotation -> annotation.getText().setTextContent(String.valueOf(russian(annotation))));
            }
            var xml = new ByteArrayOutputStream();
            Bpmn.writeModelToStream(xml, model);
            return xml.toString(StandardCharsets.UTF_8);
        });
    }

    private static @org.jspecify.annotations.Nullable String russian(BaseElement element) {
        return property(element, RUSSIAN_LABEL);
    }

    private static @org.jspecify.annotations.Nullable String property(BaseElement element, String name) {
        ExtensionElements extensions = element.getExtensionElements();
        if (extensions == null) {
            return null;
        }
        return extensions.getElements().stream()
                .filter(CamundaProperties.class::isInstance)
                .map(ModelElementInstance.class::cast)
                .flatMap(properties -> ((CamundaProperties) properties).getCamundaProperties().stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .map(org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty::getCamundaValue)
                .findFirst()
                .orElse(null);
    }
}
