package otklik.activities.ui;

import static otklik.ui.Texts.t;

import org.springframework.stereotype.Component;
import otklik.activities.ActivityKind;
import otklik.activities.FollowUp;
import otklik.customers.CompanySelection;
import otklik.customers.ui.CompanyAct;

/** The act that gives chosen companies the next step that each must have (S2.44). */
@Component
class NextStepAct implements CompanyAct {
    private final TaskDialog dialog;

    NextStepAct(TaskDialog dialog) {
        this.dialog = dialog;
    }

    @Override
    public String title() {
        return "activities.act.nextStep";
    }

    @Override
    public int order() {
        return 105;
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
                        t("activities.act.nextStep.title"),
                        ActivityKind.CALL,
                        t(ActivityKind.CALL),
                        followUps -> followUps.due(FollowUp.TOMORROW_MORNING, null),
                        false,
                        false),
                started);
    }
}
