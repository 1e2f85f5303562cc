package otklik.activities.ui;

import static otklik.ui.Texts.t;

import org.springframework.stereotype.Component;
import otklik.activities.ActivityKind;
import otklik.customers.CompanySelection;
import otklik.customers.ui.CompanyAct;

/** The act on chosen companies that were not reached: urgent calls of the person himself (S2.30). */
@Component
class NotReachedAct implements CompanyAct {
    private final TaskDialog dialog;

    NotReachedAct(TaskDialog dialog) {
        this.dialog = dialog;
    }

    @Override
    public String title() {
        return "activities.notReached";
    }

    @Override
    public int order() {
        return 110;
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
                        t("activities.notReached"),
                        ActivityKind.CALL,
                        t("activities.notReached.task"),
                        followUps -> followUps.again(null),
                        true,
                        true),
                started);
    }
}
