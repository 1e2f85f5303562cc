package otklik.tasks.ui;

import org.springframework.stereotype.Component;
import otklik.ui.TaskScreen;

/** A new assignment opens where assignments are. */
@Component
class AcceptAssignmentScreen implements TaskScreen {
    @Override
    public String processKey() {
        return "assignment";
    }

    @Override
    public String taskKey() {
        return "userTask_acceptAssignment";
    }

    @Override
    public String path(String businessKey) {
        return TasksView.PATH + "/" + businessKey;
    }
}
