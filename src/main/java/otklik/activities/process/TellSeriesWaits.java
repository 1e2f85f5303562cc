package otklik.activities.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.activities.SeriesOfTasks;

/** Step "Tell that the series waits" of processes/activities/activity-series.bpmn. */
@Component
class TellSeriesWaits implements JavaDelegate {
    private final SeriesOfTasks series;

    TellSeriesWaits(SeriesOfTasks series) {
        this.series = series;
    }

    @Override
    public void execute(DelegateExecution execution) {
        series.tellWaiting(execution.getProcessBusinessKey());
    }
}
