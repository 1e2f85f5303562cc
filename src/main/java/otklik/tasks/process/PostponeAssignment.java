package otklik.tasks.process;

import static otklik.tasks.process.Assignment.COMMENT;
import static otklik.tasks.process.Assignment.DUE_AT;
import static otklik.tasks.process.Assignment.NEW_DUE;
import static otklik.tasks.process.Assignment.REMIND_AT;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.tasks.GivenTasks;

/** Step "Move the date" of processes/tasks/assignment.bpmn. */
@Component
class PostponeAssignment implements JavaDelegate {
    private final GivenTasks tasks;

    PostponeAssignment(GivenTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var task = tasks.postpone(
                execution.getProcessBusinessKey(),
                NEW_DUE.take(execution).orElse(""),
                COMMENT.take(execution).orElse(null),
                CurrentStep.PERFORMER.find(execution).orElse(null));
        DUE_AT.set(execution, Date.from(task.due()));
        REMIND_AT.set(execution, Date.from(task.remindAt()));
    }
}
