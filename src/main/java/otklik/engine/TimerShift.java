package otklik.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
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
                .forEach(job -> bringNearer(job, by));
        tasks.createTaskQuery().dueAfter(new Date(0)).list().forEach(task -> {
            task.setDueDate(earlier(task.getDueDate(), by));
            tasks.saveTask(task);
        });
    }

    private void bringNearer(Job timer, Duration by) {
        try {
            management.setJobDuedate(timer.getId(), earlier(timer.getDuedate(), by));
        } catch (ProcessEngineException failure) {
            if (management.createJobQuery().jobId(timer.getId()).count() == 0) {
                // It went off between our look and our touch; the engine has no word of its own for that.
                throw new OptimisticLockingException("Timer " + timer.getId() + " has gone off", failure);
            }
            throw failure;
        }
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
