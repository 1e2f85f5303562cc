package otklik.activities.ui;

import static otklik.ui.Texts.t;

import org.springframework.stereotype.Component;
import otklik.activities.ActivityKind;
import otklik.activities.FollowUp;
import otklik.customers.CompanySelection;
import otklik.customers.ui.CompanyAct;

/** The act "Task" on chosen companies (S2.20 to S2.22). */
@Component
class TaskAct implements CompanyAct {
    private final TaskDialog dialog;

    TaskAct(TaskDialog dialog) {
        this.dialog = dialog;
    }

    @Override
    public String title() {
        return "activities.act.task";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public boolean isAllowed() {
        return dialog.isAllowed();
    }

    @Override
    public void open(CompanySelection selection, Runnable started) {
        dialog.open(
                selection,
                new TaskDialog.Proposal(
                        t("activities.act.task.title"),
                        ActivityKind.TASK,
                        "",
                        followUps -> followUps.due(FollowUp.IN_TWO_DAYS, null),
                        false,
                        false),
                started);
    }
}
