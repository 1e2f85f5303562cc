package otklik;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;

/** Moves the clock of the engine and fires what falls due on the way, the earliest first. */
public final class TimePasses {
    private final ManagementService management;

    public TimePasses(ManagementService management) {
        this.management = management;
    }

    public void passes(Duration duration) {
        var until = Date.from(ClockUtil.getCurrentTime().toInstant().plus(duration));
        for (var job = firstDue(until); job != null; job = firstDue(until)) {
            // A step that runs in a job of its own is due at once.
            if (job.getDuedate() != null && job.getDuedate().after(ClockUtil.getCurrentTime())) {
                ClockUtil.setCurrentTime(job.getDuedate());
            }
            management.executeJob(job.getId());
        }
        ClockUtil.setCurrentTime(until);
    }

    private Job firstDue(Date until) {
        return management.createJobQuery().withRetriesLeft().orderByJobDuedate().asc().listPage(0, 1).stream()
                .filter(job -> job.getDuedate() == null || !job.getDuedate().after(until))
                .findFirst()
                .orElse(null);
    }
}
