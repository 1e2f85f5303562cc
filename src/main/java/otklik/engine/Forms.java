package otklik.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The Camunda Form of a user task, read from the deployment of its process, so that the Tasklist and our own screens ask the same
 * questions.
 */
@Component
public class Forms {
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private final RepositoryService repository;
    private final ObjectMapper json;
    private final ScalaFeelEngine feel = new ScalaFeelEngine(List.of());
    private final Map<String, Optional<Form>> parsed = new ConcurrentHashMap<>();

    Forms(RepositoryService repository, ObjectMapper json) {
        this.repository = repository;
        this.json = json;
    }

    public record Form(List<Field> fields) {}

    /** One allowed value of a choice. */
    public record Option(String value, String label, @Nullable String labelRu) {}

    /**
     * One question of a form.
     *
     * @param type as in Camunda Forms: textfield, textarea, number, datetime, checkbox, radio, select, text
     * @param key name of the variable; empty for a text
     * @param source name of a list that fills the options, such as {@code managers}; property {@code options} of the field
     * @param hideWhen FEEL condition without the leading {@code =}
     * @param help a line under the field
     */
    public record Field(
            String type,
            String key,
            String label,
            @Nullable String labelRu,
            boolean required,
            @Nullable Integer maxLength,
            @Nullable String defaultValue,
            List<Option> options,
            @Nullable String source,
            @Nullable String hideWhen,
            @Nullable String help,
            @Nullable String helpRu) {

        public String label(Locale locale) {
            return locale.getLanguage().equals("ru") && labelRu != null ? labelRu : label;
        }
    }

    /** The form of a user task of a diagram; empty where the diagram names none. */
    public Optional<Form> of(String processDefinitionId, String taskKey) {
        return parsed.computeIfAbsent(processDefinitionId + "/" + taskKey, key -> read(processDefinitionId, taskKey));
    }

    /** The form of a user task in the newest version of a diagram. */
    public Optional<Form> newest(String processKey, String taskKey) {
        return of(
                repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(processKey)
                        .latestVersion()
                        .singleResult()
                        .getId(),
                taskKey);
    }

    private Optional<Form> read(String processDefinitionId, String taskKey) {
        UserTask task = repository.getBpmnModelInstance(processDefinitionId).getModelElementById(taskKey);
        var ref = task.getAttributeValueNs(CAMUNDA, "formRef");
        if (ref == null) {
            return Optional.empty();
        }
        var deployment = repository.getProcessDefinition(processDefinitionId).getDeploymentId();
        // A deployed resource is called by its file name in a jar and by its absolute path outside of one.
        var resource = repository.getDeploymentResourceNames(deployment).stream()
                .filter(name -> name.substring(name.lastIndexOf('/') + 1).equals(ref + ".form"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Form %s is not deployed with %s".formatted(ref, processDefinitionId)));
        try (var content = repository.getResourceAsStream(deployment, resource)) {
            return Optional.of(parse(json.readTree(content)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Form parse(String text) {
        try {
            return parse(json.readTree(text));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Whether the field is asked, given the answers so far. */
    public boolean isAsked(Field field, Map<String, Object> answers) {
        if (field.hideWhen() == null) {
            return true;
        }
        var hidden = feel.evaluateSimpleExpression(
                field.hideWhen(), Variables.fromMap(answers).asVariableContext());
        return !Boolean.TRUE.equals(hidden);
    }

    private static Form parse(JsonNode root) {
        var fields = new ArrayList<Field>();
        for (var component : root.path("components")) {
            var properties = component.path("properties");
            var validate = component.path("validate");
            var options = new ArrayList<Option>();
            for (var value : component.path("values")) {
                var id = value.path("value").asText();
                options.add(new Option(id, value.path("label").asText(), text(properties, "label.ru." + id)));
            }
            var hide = text(component.path("conditional"), "hide");
            var type = component.path("type").asText();
            fields.add(new Field(
                    type,
                    component.path("key").asText(""),
                    type.equals("text")
                            ? component.path("text").asText()
                            : component.path("label").asText(),
                    text(properties, type.equals("text") ? "text.ru" : "label.ru"),
                    validate.path("required").asBoolean(false),
                    validate.has("maxLength") ? validate.path("maxLength").asInt() : null,
                    text(component, "defaultValue"),
                    options,
                    text(properties, "options"),
                    hide == null ? null : hide.replaceFirst("^\\s*=", ""),
                    text(component, "description"),
                    text(properties, "description.ru")));
        }
        return new Form(List.copyOf(fields));
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    /** Answers with the unasked left out, in the order of the form. */
    public Map<String, Object> asked(Form form, Map<String, Object> answers) {
        var all = new LinkedHashMap<String, Object>();
        form.fields().forEach(field -> all.put(field.key(), answers.get(field.key())));
        var asked = new LinkedHashMap<String, Object>();
        form.fields().stream()
                .filter(field -> !field.key().isEmpty() && isAsked(field, all) && answers.get(field.key()) != null)
                .forEach(field -> asked.put(field.key(), answers.get(field.key())));
        return asked;
    }
}
