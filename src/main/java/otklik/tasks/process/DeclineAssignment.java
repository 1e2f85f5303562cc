package otklik.tasks.process;

import static otklik.tasks.process.Assignment.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.tasks.GivenTasks;

/** Step "Note the refusal" of processes/tasks/assignment.bpmn. */
@Component
class DeclineAssignment implements JavaDelegate {
    private final GivenTasks tasks;

    DeclineAssignment(GivenTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        tasks.declined(
                execution.getProcessBusinessKey(),
                REASON.take(execution).orElse(null),
                CurrentStep.PERFORMER.find(execution).orElse(null));
    }
}
