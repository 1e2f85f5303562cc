package otklik.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/**
 * What every door of a process needs: start, tell, complete, reassign. Each call repeats its whole transaction when it loses a race.
 */
@Component
public class Processes {
    /** The longest text that a process keeps as a variable: ids and decisions are short, letters are not. */
    private static final int SHORT_TEXT = 64;

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final HistoryService history;
    private final Attempts attempts;

    Processes(RuntimeService runtime, TaskService tasks, HistoryService history, Attempts attempts) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.history = history;
        this.attempts = attempts;
    }

    /** Starts the process and returns the id of the instance. */
    @SafeVarargs
    public final String start(String processKey, String businessKey, Map.Entry<String, @Nullable Object>... variables) {
        return attempts.inTransaction(() -> runtime.startProcessInstanceByKey(processKey, businessKey, asMap(variables))
                .getId());
    }

    /** Starts the process at the start event that waits for this message. */
    @SafeVarargs
    public final void startBy(
            String processKey, String businessKey, String message, Map.Entry<String, @Nullable Object>... variables) {
        attempts.run(() -> runtime.createMessageCorrelation(processKey + "." + message)
                .processInstanceBusinessKey(businessKey)
                .setVariables(asMap(variables))
                .correlateStartMessage());
    }

    /** Tells exactly one waiting instance; an error where none or several wait (E98). */
    @SafeVarargs
    public final void tell(
            String processKey, String businessKey, String message, Map.Entry<String, @Nullable Object>... variables) {
        attempts.run(() -> runtime.createMessageCorrelation(processKey + "." + message)
                .processInstanceBusinessKey(businessKey)
                .setVariables(asMap(variables))
                .correlate());
    }

    /** Whether an instance with this business key waits for the message. */
    public boolean awaits(String processKey, String businessKey, String message) {
        return runtime.createExecutionQuery()
                        .processInstanceBusinessKey(businessKey)
                        .processDefinitionKey(processKey)
                        .messageEventSubscriptionName(processKey + "." + message)
                        .count()
                > 0;
    }

    /** Which of these business keys have an instance that waits for the message; asked of the engine at once. */
    public Set<String> awaiting(String processKey, Collection<String> businessKeys, String message) {
        if (businessKeys.isEmpty()) {
            return Set.of();
        }
        // The query of the engine knows one business key only.
        var keys = List.copyOf(businessKeys);
        var query = runtime.createNativeProcessInstanceQuery()
                .sql(
                        """
                        select i.* from act_ru_execution i where i.business_key_ in (%s) and exists
                        (select 1 from act_ru_event_subscr s where s.proc_inst_id_ = i.proc_inst_id_
                        and s.event_type_ = 'message' and s.event_name_ = #{message})"""
                                .formatted(IntStream.range(0, keys.size())
                                        .mapToObj("#{key%d}"::formatted)
                                        .collect(Collectors.joining(", "))))
                .parameter("message", processKey + "." + message);
        for (int i = 0; i < keys.size(); i++) {
            query = query.parameter("key" + i, keys.get(i));
        }
        return query.list().stream().map(ProcessInstance::getBusinessKey).collect(Collectors.toSet());
    }

    /**
     * Completes the task with the answers of its form; texts are passed on without being stored in the engine, however long they are. The
     * rules of work are held by the listeners of the task. Refused when somebody or a timer has ended the task meanwhile.
     */
    public void complete(String taskId, Map<String, Object> answers) {
        var variables = new LinkedHashMap<String, Object>();
        answers.forEach((name, value) -> variables.put(
                name,
                value instanceof String text && text.length() > SHORT_TEXT
                        ? Variables.stringValue(text, true)
                        : value));
        attempts.run(() -> {
            if (tasks.createTaskQuery().taskId(taskId).count() == 0) {
                throw new Refusal("work.gone");
            }
            tasks.complete(taskId, variables);
        });
    }

    public void assign(String taskId, @Nullable String login) {
        attempts.run(() -> tasks.setAssignee(taskId, login));
    }

    /** Makes the task the work of this group only. */
    public void offer(String taskId, String group) {
        attempts.run(() -> {
            var others = tasks.getIdentityLinksForTask(taskId).stream()
                    .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                    .map(IdentityLink::getGroupId)
                    .toList();
            if (!others.equals(List.of(group))) {
                others.forEach(other -> tasks.deleteCandidateGroup(taskId, other));
                tasks.addCandidateGroup(taskId, group);
            }
        });
    }

    /**
     * The open tasks of a case with one of the given ids, for handing them over. A task that the running step has just dropped is still in
     * the database, yet no longer open: to assign it would rewrite its history.
     */
    public List<String> openTasks(String businessKey, String... taskKeys) {
        return tasks
                .createTaskQuery()
                .processInstanceBusinessKey(businessKey)
                .taskDefinitionKeyIn(taskKeys)
                .list()
                .stream()
                .filter(task -> !(task instanceof TaskEntity entity && entity.isDeleted()))
                .map(Task::getId)
                .toList();
    }

    /**
     * Ends what runs about these cases and removes what the engine remembers of them, for cases whose data are deleted; what is ended here
     * is removed by a job soon after the commit.
     *
     * @param reason kept with the ended instances until they are removed
     */
    public void forget(Collection<String> businessKeys, String reason) {
        if (businessKeys.isEmpty()) {
            return;
        }
        attempts.run(() -> {
            var known = history.createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKeyIn(businessKeys.toArray(String[]::new))
                    .list();
            var ofRunning = known.stream()
                    .filter(instance -> instance.getEndTime() == null)
                    .map(HistoricProcessInstance::getId)
                    .toList();
            ofRunning.forEach(id -> runtime.deleteProcessInstanceIfExists(id, reason, false, true, false, false));
            if (!ofRunning.isEmpty()) {
                // Until this transaction is committed they still run for the history, also those that the step before
                // has ended.
                history.deleteHistoricProcessInstancesAsync(ofRunning, reason);
            }
            known.stream()
                    .filter(instance -> instance.getEndTime() != null)
                    .map(HistoricProcessInstance::getId)
                    .forEach(history::deleteHistoricProcessInstanceIfExists);
        });
    }

    private static Map<String, @Nullable Object> asMap(Map.Entry<String, @Nullable Object>[] variables) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var variable : variables) {
            map.put(variable.getKey(), variable.getValue());
        }
        return map;
    }
}
