package otklik.engine;

import java.util.Optional;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * The step of a diagram that runs on this thread: the "who" of a change that a process made by itself.
 *
 * @param process id of the process
 * @param version of its diagram
 * @param node id of the element
 */
public record CurrentStep(String process, int version, String node) {
    /** Login of the person who completed the last task of the instance; set by the engine's task listener. */
    public static final ProcessVariable<String> PERFORMER = new ProcessVariable<>("performer", String.class);

    public static Optional<CurrentStep> find() {
        var context = Context.getBpmnExecutionContext();
        if (context == null) {
            return Optional.empty();
        }
        ExecutionEntity execution = context.getExecution();
        var definition = execution.getProcessDefinition();
        return Optional.of(new CurrentStep(
                definition.getKey(), definition.getVersion(), String.valueOf(execution.getCurrentActivityId())));
    }

    @Override
    public String toString() {
        return "process %s v%d, node %s".formatted(process, version, node);
    }
}
