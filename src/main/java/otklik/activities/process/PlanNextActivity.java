package otklik.activities.process;

import static otklik.activities.process.PlannedActivity.NEXT;
import static otklik.activities.process.PlannedActivity.NEXT_TITLE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;
import otklik.activities.FollowUp;
import otklik.engine.CurrentStep;

/** Step "Plan the next activity" of processes/activities/planned-activity.bpmn. */
@Component
class PlanNextActivity implements JavaDelegate {
    private final Activities activities;

    PlanNextActivity(Activities activities) {
        this.activities = activities;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activities.follow(
                execution.getProcessBusinessKey(),
                FollowUp.ofWord(NEXT.from(execution)).orElseThrow(),
                NEXT_TITLE.take(execution).orElse(null),
                CurrentStep.PERFORMER.find(execution).orElse(null));
    }
}
