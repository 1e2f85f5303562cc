package otklik.activities;

import java.time.Instant;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.work.PlannedAnew;

/** Moves an activity for which there is room on a nearer day. */
@Component
class ActivitiesPlannedAnew implements PlannedAnew {
    private final Activities activities;

    ActivitiesPlannedAnew(@Lazy Activities activities) {
        this.activities = activities;
    }

    @Override
    public boolean serves(String businessKey) {
        return businessKey.startsWith("A-");
    }

    @Override
    public void move(String businessKey, Instant due) {
        activities.moveBack(businessKey, due);
    }
}
