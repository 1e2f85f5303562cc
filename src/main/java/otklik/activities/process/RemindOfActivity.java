package otklik.activities.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;

/** Step "Remind of the activity" of processes/activities/planned-activity.bpmn. */
@Component
class RemindOfActivity implements JavaDelegate {
    private final Activities activities;

    RemindOfActivity(Activities activities) {
        this.activities = activities;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activities.remind(execution.getProcessBusinessKey());
    }
}
