package otklik;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The helper {@code deadlines} of a company that never closes, by the clock of the engine. */
public final class EveryHourCounts {
    public Date working(String duration) {
        return Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.parse(duration)));
    }
}
