package otklik.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Component;

/** The steps of the current diagrams at which people work. */
@Component
public class Steps {
    private static final int MOST_PROCESSES = 200;

    private final RepositoryService repository;
    private final Diagrams diagrams;

    Steps(RepositoryService repository, Diagrams diagrams) {
        this.repository = repository;
        this.diagrams = diagrams;
    }

    /**
     * A step for people.
     *
     * @param processKey id of the process
     * @param process its name in the reader's language
     * @param node id of the user task
     * @param label of the task in the reader's language
     */
    public record Step(String processKey, String process, String node, String label) {}

    /** All of them, by process and then as the diagram lists them. */
    public List<Step> all(Locale locale) {
        return repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .active()
                .orderByProcessDefinitionKey()
                .asc()
                .listPage(0, MOST_PROCESSES)
                .stream()
                .flatMap(definition ->
                        repository
                                .getBpmnModelInstance(definition.getId())
                                .getModelElementsByType(UserTask.class)
                                .stream()
                                .map(task -> new Step(
                                        definition.getKey(),
                                        diagrams.label(definition.getId(), definition.getKey(), locale),
                                        task.getId(),
                                        diagrams.label(definition.getId(), task.getId(), locale))))
                .sorted(Comparator.comparing(Step::process))
                .toList();
    }
}
