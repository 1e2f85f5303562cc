package otklik.tasks.ui;

import org.springframework.stereotype.Component;
import otklik.ui.TaskScreen;

/** An assignment that is begun opens where assignments are. */
@Component
class DoAssignmentScreen implements TaskScreen {
    @Override
    public String processKey() {
        return "assignment";
    }

    @Override
    public String taskKey() {
        return "userTask_doAssignment";
    }

    @Override
    public String path(String businessKey) {
        return TasksView.PATH + "/" + businessKey;
    }
}
