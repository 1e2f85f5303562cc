package otklik.activities.process;

import static otklik.activities.process.ActivitySeries.GIVEN;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.activities.SeriesOfTasks;

/** Step "Give the task out again" of processes/activities/activity-series.bpmn. */
@Component
class BeginRound implements JavaDelegate {
    private final SeriesOfTasks series;

    BeginRound(SeriesOfTasks series) {
        this.series = series;
    }

    @Override
    public void execute(DelegateExecution execution) {
        GIVEN.set(execution, series.beginRound(execution.getProcessBusinessKey()));
    }
}
