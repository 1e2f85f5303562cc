package otklik.tasks.process;

import static otklik.tasks.process.Assignment.COMMENT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.tasks.GivenTasks;

/** Step "Record the result" of processes/tasks/assignment.bpmn. */
@Component
class RecordAssignment implements JavaDelegate {
    private final GivenTasks tasks;

    RecordAssignment(GivenTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        tasks.done(
                execution.getProcessBusinessKey(),
                COMMENT.take(execution).orElse(null),
                CurrentStep.PERFORMER.find(execution).orElse(null));
    }
}
