package otklik.tasks.process;

import static otklik.tasks.process.Assignment.ACCEPT_ASSIGNMENT;
import static otklik.tasks.process.Assignment.BEGUN;
import static otklik.tasks.process.Assignment.CHANGED_MESSAGE;
import static otklik.tasks.process.Assignment.DO_ASSIGNMENT;
import static otklik.tasks.process.Assignment.DUE_AT;
import static otklik.tasks.process.Assignment.KEY;
import static otklik.tasks.process.Assignment.QUEUE;
import static otklik.tasks.process.Assignment.REMINDER_WANTED;
import static otklik.tasks.process.Assignment.REMIND_AT;
import static otklik.tasks.process.Assignment.RESPONSIBLE;
import static otklik.tasks.process.Assignment.URGENT;
import static otklik.tasks.process.Assignment.WITHDRAWN_MESSAGE;

import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.tasks.AssignmentProcess;
import otklik.tasks.GivenTask;
import otklik.tasks.TaskState;

/** The door to assignment. */
@Component
class Assignments implements AssignmentProcess {
    private final Processes processes;

    Assignments(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void given(GivenTask task) {
        processes.start(KEY, task.number(), variables(task));
    }

    @Override
    public void changed(GivenTask task) {
        if (processes.awaits(KEY, task.number(), CHANGED_MESSAGE)) {
            processes.tell(KEY, task.number(), CHANGED_MESSAGE, variables(task));
        } else {
            given(task);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map.Entry<String, @Nullable Object>[] variables(GivenTask task) {
        return new Map.Entry[] {
            RESPONSIBLE.to(task.responsible()),
            QUEUE.to(task.queue()),
            URGENT.to(task.urgent()),
            DUE_AT.to(Date.from(task.due())),
            REMINDER_WANTED.to(task.isReminderWanted()),
            REMIND_AT.to(Date.from(task.remindAt())),
            BEGUN.to(task.state() == TaskState.IN_PROGRESS)
        };
    }

    @Override
    public void withdrawn(String number) {
        if (processes.awaits(KEY, number, WITHDRAWN_MESSAGE)) {
            processes.tell(KEY, number, WITHDRAWN_MESSAGE);
        }
    }

    @Override
    public Optional<String> task(String number) {
        return processes.openTasks(number, ACCEPT_ASSIGNMENT, DO_ASSIGNMENT).stream()
                .findFirst();
    }

    @Override
    public String key() {
        return KEY;
    }
}
