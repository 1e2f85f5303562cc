package otklik.activities.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;

/** Step "Tell the head" of processes/activities/planned-activity.bpmn. */
@Component
class TellHeadOfDelay implements JavaDelegate {
    private final Activities activities;

    TellHeadOfDelay(Activities activities) {
        this.activities = activities;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activities.tellSupervisors(execution.getProcessBusinessKey());
    }
}
