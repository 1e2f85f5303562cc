package otklik.work;

import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import otklik.engine.TaskChanged;

/** What a person has done of his own tasks stays part of his day: a full day does not become empty by work. */
@Component
class DoneToday {
    private final WorkItems items;
    private final Capacity capacity;
    private final Clock clock;

    DoneToday(WorkItems items, Capacity capacity, Clock clock) {
        this.items = items;
        this.capacity = capacity;
        this.clock = clock;
    }

    /** Before the index takes the row away. */
    @EventListener
    @Order(0)
    void on(TaskChanged change) {
        if (change.kind() == TaskChanged.Kind.COMPLETED && !change.byProcess()) {
            items.row(change.task().id())
                    .filter(item -> item.assignee() != null && item.leaseUntil() == null && item.due() != null)
                    .ifPresent(item -> capacity.done(String.valueOf(item.assignee()), clock.instant(), item));
        }
    }
}
