package otklik.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.springframework.stereotype.Component;

/** What can happen in the cases: the message events and the end events of the current diagrams, and when they happened. */
@Component
public class CaseEvents {
    private static final int MOST_PROCESSES = 200;
    /** How far occurrences are counted. */
    public static final int COUNTED = 1000;

    private static final String PAST =
            """
            select %s from act_hi_actinst a where a.proc_def_id_ in (select d.id_ from act_re_procdef d where d.key_ = #{process})
                and a.act_id_ = #{node} and a.end_time_ >= #{since} and a.act_inst_state_ <> 2%s""";

    private final RepositoryService repository;
    private final HistoryService history;
    private final Diagrams diagrams;

    CaseEvents(RepositoryService repository, HistoryService history, Diagrams diagrams) {
        this.repository = repository;
        this.history = history;
        this.diagrams = diagrams;
    }

    /** By what an event comes about. */
    public enum Cause {
        MESSAGE,
        END
    }

    /**
     * Something that can happen.
     *
     * @param process name of the process in the reader's language
     * @param label of the event in the reader's language
     */
    public record Kind(String processKey, String process, String node, String label, Cause cause) {}

    /** One time it happened. */
    public record Occurrence(String businessKey, Instant at) {}

    /**
     * What happened since a moment.
     *
     * @param count up to {@value #COUNTED}
     * @param latest the newest first
     */
    public record Past(int count, List<Occurrence> latest) {}

    /** All of them, by process and label. */
    public List<Kind> all(Locale locale) {
        return definitions().flatMap(definition -> of(definition, locale)).toList();
    }

    /** The event as the current diagram has it; empty where it has none. */
    public Optional<Kind> find(String processKey, String node, Locale locale) {
        return definitions()
                .filter(definition -> definition.getKey().equals(processKey))
                .flatMap(definition -> of(definition, locale))
                .filter(kind -> kind.node().equals(node))
                .findFirst();
    }

    private Stream<ProcessDefinition> definitions() {
        return repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .active()
                .orderByProcessDefinitionKey()
                .asc()
                .listPage(0, MOST_PROCESSES)
                .stream();
    }

    private Stream<Kind> of(ProcessDefinition definition, Locale locale) {
        var model = repository.getBpmnModelInstance(definition.getId());
        var messages = model.getModelElementsByType(CatchEvent.class).stream()
                .filter(event ->
                        event.getEventDefinitions().stream().anyMatch(MessageEventDefinition.class::isInstance))
                .map(event -> kind(definition, event, Cause.MESSAGE, locale));
        var ends = model.getModelElementsByType(EndEvent.class).stream()
                .map(event -> kind(definition, event, Cause.END, locale));
        return Stream.concat(messages, ends)
                .sorted(Comparator.comparing(Kind::cause).thenComparing(Kind::label));
    }

    private Kind kind(ProcessDefinition definition, FlowElement event, Cause cause, Locale locale) {
        return new Kind(
                definition.getKey(),
                diagrams.label(definition.getId(), definition.getKey(), locale),
                event.getId(),
                diagrams.label(definition.getId(), event.getId(), locale),
                cause);
    }

    /** How often and with which cases it happened since a moment. */
    public Past past(String processKey, String node, Instant since, int limit) {
        var count = history.createNativeHistoricActivityInstanceQuery()
                .sql("select count(*) from (" + PAST.formatted("a.id_", " limit " + COUNTED) + ") counted")
                .parameter("process", processKey)
                .parameter("node", node)
                .parameter("since", Date.from(since))
                .count();
        var latest = history.createNativeHistoricActivityInstanceQuery()
                .sql(PAST.formatted("a.*", " order by a.end_time_ desc, a.id_ limit " + limit))
                .parameter("process", processKey)
                .parameter("node", node)
                .parameter("since", Date.from(since))
                .list();
        return new Past((int) count, occurrences(latest));
    }

    private List<Occurrence> occurrences(List<HistoricActivityInstance> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        var instances = events.stream()
                .map(HistoricActivityInstance::getProcessInstanceId)
                .collect(Collectors.toSet());
        var cases = cases(instances);
        return events.stream()
                .flatMap(event -> Optional.ofNullable(cases.get(event.getProcessInstanceId())).stream()
                        .map(instance -> new Occurrence(
                                String.valueOf(instance.getBusinessKey()),
                                event.getEndTime().toInstant())))
                .toList();
    }

    private Map<String, HistoricProcessInstance> cases(Set<String> instances) {
        return history.createHistoricProcessInstanceQuery().processInstanceIds(instances).list().stream()
                .collect(Collectors.toMap(HistoricProcessInstance::getId, Function.identity()));
    }
}
