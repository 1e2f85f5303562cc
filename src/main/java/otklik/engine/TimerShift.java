package otklik.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Lets waiting time pass in the demonstration: every timer and every due date comes nearer by the same amount, as if the clock had been
 * moved forward. The clock itself stays, so other nodes and the database agree with it.
 */
@Component
@Profile("demo")
public class TimerShift {
    private final ManagementService management;
    private final TaskService tasks;
    private final Attempts attempts;
    private final Clock clock;

    TimerShift(ManagementService management, TaskService tasks, Attempts attempts, Clock clock) {
        this.management = management;
        this.tasks = tasks;
        this.attempts = attempts;
        this.clock = clock;
    }

    public void forward(Duration by) {
        attempts.run(() -> shift(by));
    }

    private void shift(Duration by) {
        management.createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId() != null)
                .forEach(job -> management.setJobDuedate(job.getId(), earlier(job.getDuedate(), by)));
        tasks.createTaskQuery().dueAfter(new Date(0)).list().forEach(task -> {
            task.setDueDate(earlier(task.getDueDate(), by));
            tasks.saveTask(task);
        });
    }

    /** When the next timer of a case would go off. */
    public Optional<Instant> next() {
        return management
                .createJobQuery()
                .timers()
                .duedateHigherThan(Date.from(clock.instant()))
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .findFirst()
                .map(Job::getDuedate)
                .map(Date::toInstant);
    }

    private static Date earlier(Date date, Duration by) {
        return Date.from(date.toInstant().minus(by));
    }
}
