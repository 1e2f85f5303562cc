package otklik.activities.process;

import static otklik.activities.process.ActivitySeries.KEY;
import static otklik.activities.process.ActivitySeries.RULE;
import static otklik.activities.process.ActivitySeries.STOPPED_MESSAGE;

import org.springframework.stereotype.Component;
import otklik.activities.SeriesProcess;
import otklik.engine.Processes;

/** The door to activity-series. */
@Component
class SeriesDoor implements SeriesProcess {
    private final Processes processes;

    SeriesDoor(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void begun(String number, String rule) {
        processes.start(KEY, number, RULE.to(rule));
    }

    @Override
    public void stopped(String number) {
        processes.tell(KEY, number, STOPPED_MESSAGE);
    }
}
