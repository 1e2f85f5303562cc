package otklik.engine;

import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern STEP = Pattern.compile("process (\\S+) v(\\d+), node (\\S+)");

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

    /** Reads a step back from {@link #toString()}, as history keeps it. */
    public static Optional<CurrentStep> parse(String text) {
        var step = STEP.matcher(text);
        return step.matches()
                ? Optional.of(new CurrentStep(step.group(1), Integer.parseInt(step.group(2)), step.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "process %s v%d, node %s".formatted(process, version, node);
    }
}
