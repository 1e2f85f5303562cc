package otklik.tasks.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.tasks.GivenTasks;

/** Step "Remind of the assignment" of processes/tasks/assignment.bpmn. */
@Component
class RemindOfAssignment implements JavaDelegate {
    private final GivenTasks tasks;

    RemindOfAssignment(GivenTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        tasks.remind(execution.getProcessBusinessKey());
    }
}
