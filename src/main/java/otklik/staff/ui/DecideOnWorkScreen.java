package otklik.staff.ui;

import org.springframework.stereotype.Component;
import otklik.ui.TaskScreen;

/** The task "Decide about the leaver's work" opens on the page of the farewell. */
@Component
class DecideOnWorkScreen implements TaskScreen {
    @Override
    public String processKey() {
        return "employee-farewell";
    }

    @Override
    public String taskKey() {
        return "userTask_decideOnWork";
    }

    @Override
    public String path(String businessKey) {
        return EmployeeFarewellView.PATH + "/" + businessKey;
    }
}
