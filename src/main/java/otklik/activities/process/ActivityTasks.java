package otklik.activities.process;

import static otklik.activities.process.PlannedActivity.CANCELLED_MESSAGE;
import static otklik.activities.process.PlannedActivity.CLOSE_ACTIVITY;
import static otklik.activities.process.PlannedActivity.DUE_AT;
import static otklik.activities.process.PlannedActivity.KEY;
import static otklik.activities.process.PlannedActivity.NOT_BEFORE;
import static otklik.activities.process.PlannedActivity.QUEUE;
import static otklik.activities.process.PlannedActivity.REMINDER_WANTED;
import static otklik.activities.process.PlannedActivity.REMIND_AT;
import static otklik.activities.process.PlannedActivity.REPLANNED_MESSAGE;
import static otklik.activities.process.PlannedActivity.RESPONSIBLE;
import static otklik.activities.process.PlannedActivity.URGENT;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.activities.Activity;
import otklik.activities.ActivityProcess;
import otklik.engine.Processes;

/** The door to planned-activity. */
@Component
class ActivityTasks implements ActivityProcess {
    private final Processes processes;

    ActivityTasks(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void planned(Activity activity, Instant remindAt) {
        processes.start(KEY, activity.number(), variables(activity, remindAt));
    }

    @Override
    public void replanned(Activity activity, Instant remindAt) {
        if (processes.awaits(KEY, activity.number(), REPLANNED_MESSAGE)) {
            processes.tell(KEY, activity.number(), REPLANNED_MESSAGE, variables(activity, remindAt));
        } else {
            planned(activity, remindAt);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map.Entry<String, @Nullable Object>[] variables(Activity activity, Instant remindAt) {
        return new Map.Entry[] {
            RESPONSIBLE.to(activity.responsible()),
            QUEUE.to(activity.queue()),
            URGENT.to(activity.urgent()),
            DUE_AT.to(Date.from(activity.due())),
            NOT_BEFORE.to(activity.kind().isContact() ? Date.from(activity.due()) : null),
            REMINDER_WANTED.to(activity.isReminderWanted()),
            REMIND_AT.to(Date.from(remindAt))
        };
    }

    @Override
    public void cancelled(String number) {
        if (processes.awaits(KEY, number, CANCELLED_MESSAGE)) {
            processes.tell(KEY, number, CANCELLED_MESSAGE);
        }
    }

    @Override
    public Optional<String> task(String number) {
        return processes.openTasks(number, CLOSE_ACTIVITY).stream().findFirst();
    }

    @Override
    public String key() {
        return KEY;
    }
}
