package otklik.activities.process;

import static otklik.activities.process.ActivitySeries.KEY;
import static otklik.activities.process.ActivitySeries.ROUND_DUE;
import static otklik.activities.process.ActivitySeries.RULE;
import static otklik.activities.process.ActivitySeries.STOPPED_MESSAGE;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.activities.SeriesProcess;
import otklik.engine.Processes;
import otklik.engine.Timers;

/** The door to activity-series. */
@Component
class SeriesDoor implements SeriesProcess {
    private final Processes processes;
    private final Timers timers;

    SeriesDoor(Processes processes, Timers timers) {
        this.processes = processes;
        this.timers = timers;
    }

    @Override
    public void begun(String number, String rule) {
        processes.start(KEY, number, RULE.to(rule));
    }

    @Override
    public void stopped(String number) {
        processes.tell(KEY, number, STOPPED_MESSAGE);
    }

    @Override
    public Optional<Instant> next(String number) {
        return timers.find(number, ROUND_DUE).map(Timers.Due::at);
    }
}
