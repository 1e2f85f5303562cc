package otklik.tasks.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.tasks.GivenTasks;

/** Step "Tell of the delay" of processes/tasks/assignment.bpmn. */
@Component
class TellOfOverdueAssignment implements JavaDelegate {
    private final GivenTasks tasks;

    TellOfOverdueAssignment(GivenTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        tasks.tellOverdue(execution.getProcessBusinessKey());
    }
}
