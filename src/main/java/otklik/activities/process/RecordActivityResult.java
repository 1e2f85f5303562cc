package otklik.activities.process;

import static otklik.activities.process.PlannedActivity.OUTCOME;
import static otklik.activities.process.PlannedActivity.RESULT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;
import otklik.activities.ActivityOutcome;
import otklik.engine.CurrentStep;

/** Step "Record the result" of processes/activities/planned-activity.bpmn. */
@Component
class RecordActivityResult implements JavaDelegate {
    private final Activities activities;

    RecordActivityResult(Activities activities) {
        this.activities = activities;
    }

    @Override
    public void execute(DelegateExecution execution) {
        activities.record(
                execution.getProcessBusinessKey(),
                ActivityOutcome.ofWord(OUTCOME.from(execution)).orElseThrow(),
                RESULT.take(execution).orElse(""),
                CurrentStep.PERFORMER.find(execution).orElse(null));
    }
}
