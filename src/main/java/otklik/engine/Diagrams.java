package otklik.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/** The diagram of a case, with its labels in the reader's language, the places where the case stands and the timers that run. */
@Component
public class Diagrams {
    private static final String RUSSIAN_LABEL = "label.ru";

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final Map<String, Labels> labels = new ConcurrentHashMap<>();
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

    private record Labels(Map<String, String> english, Map<String, String> russian) {
        String of(String element, Locale locale) {
            var fallback = english.getOrDefault(element, element);
            return locale.getLanguage().equals("ru") ? russian.getOrDefault(element, fallback) : fallback;
        }
    }

    /** The place of the live instance; empty when the process is over. */
    public java.util.Optional<Place> place(String processInstanceId, Locale locale) {
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceId(processInstanceId)
                .singleResult();
        if (instance == null) {
            return java.util.Optional.empty();
        }
        var definition = repository.getProcessDefinition(instance.getProcessDefinitionId());
        return java.util.Optional.of(new Place(
                definition.getId(),
                label(definition.getId(), definition.getKey(), locale),
                definition.getVersion(),
                drawing(definition.getId(), locale),
                runtime.getActiveActivityIds(processInstanceId).stream()
                        .distinct()
                        .toList()));
    }

    /** The timers of the live instance, the nearest first. */
    public List<Timer> timers(String processInstanceId, Locale locale) {
        return management
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .orderByJobDuedate()
                .asc()
                .list()
                .stream()
                .map(job -> {
                    var node = management
                            .createJobDefinitionQuery()
                            .jobDefinitionId(job.getJobDefinitionId())
                            .singleResult()
                            .getActivityId();
                    return new Timer(
                            job.getId(),
                            node,
                            label(job.getProcessDefinitionId(), node, locale),
                            job.getDuedate().toInstant());
                })
                .toList();
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
            var xml = new ByteArrayOutputStream();
            Bpmn.writeModelToStream(xml, model);
            return xml.toString(StandardCharsets.UTF_8);
        });
    }

    private static @org.jspecify.annotations.Nullable String russian(BaseElement element) {
        ExtensionElements extensions = element.getExtensionElements();
        if (extensions == null) {
            return null;
        }
        return extensions.getElements().stream()
                .filter(CamundaProperties.class::isInstance)
                .map(ModelElementInstance.class::cast)
                .flatMap(properties -> ((CamundaProperties) properties).getCamundaProperties().stream())
                .filter(property -> RUSSIAN_LABEL.equals(property.getCamundaName()))
                .map(org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty::getCamundaValue)
                .findFirst()
                .orElse(null);
    }
}
