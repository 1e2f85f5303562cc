package otklik.tasks.process;

import static otklik.tasks.process.Assignment.BEGUN;
import static otklik.tasks.process.Assignment.COMMENT;
import static otklik.tasks.process.Assignment.RESPONSIBLE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.tasks.GivenTasks;

/** Step "Begin the work" of processes/tasks/assignment.bpmn. */
@Component
class BeginAssignment implements JavaDelegate {
    private final GivenTasks tasks;

    BeginAssignment(GivenTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var who = tasks.begin(
                execution.getProcessBusinessKey(),
                COMMENT.take(execution).orElse(null),
                CurrentStep.PERFORMER.find(execution).orElse(null));
        RESPONSIBLE.set(execution, who.orElse(null));
        BEGUN.set(execution, true);
    }
}
