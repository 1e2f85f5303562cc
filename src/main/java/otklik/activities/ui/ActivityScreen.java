package otklik.activities.ui;

import org.springframework.stereotype.Component;
import otklik.ui.TaskScreen;

/** The task of a planned activity opens where activities are. */
@Component
class ActivityScreen implements TaskScreen {
    @Override
    public String processKey() {
        return "planned-activity";
    }

    @Override
    public String taskKey() {
        return "userTask_closeActivity";
    }

    @Override
    public String path(String businessKey) {
        return ActivitiesView.PATH + "/" + businessKey;
    }
}
