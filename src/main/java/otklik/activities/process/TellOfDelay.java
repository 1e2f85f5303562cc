package otklik.activities.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;

/** Step "Tell of the delay" of processes/activities/planned-activity.bpmn. */
@Component
class TellOfDelay implements JavaDelegate {
    private final Activities activities;

    TellOfDelay(Activities activities) {
        this.activities = activities;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activities.tellOverdue(execution.getProcessBusinessKey());
    }
}
