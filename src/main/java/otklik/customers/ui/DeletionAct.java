package otklik.customers.ui;

import static otklik.ui.Texts.t;

import org.springframework.stereotype.Component;
import otklik.customers.CompanyDeletions;
import otklik.customers.CompanySelection;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.Parts;

/** Asks for the deletion of a company; an administrator decides. One at a time: each is a decision that nobody can take back. */
@Component
class DeletionAct implements CompanyAct {
    private final CompanyDeletions deletions;
    private final Policy policy;

    DeletionAct(CompanyDeletions deletions, Policy policy) {
        this.deletions = deletions;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "customers.deletion.act";
    }

    @Override
    public int order() {
        return 190;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.COMPANIES, Action.CHANGE);
    }

    @Override
    public void open(CompanySelection selection, Runnable started) {
        if (selection.query() != null || selection.numbers().size() != 1) {
            Parts.failed(t("customers.deletion.oneByOne"));
            return;
        }
        var number = selection.numbers().get(0);
        ReasonDialog.open(
                t("customers.deletion.act"), t("customers.deletion.text"), t("customers.deletion.ask"), reason -> {
                    var asked = deletions.ask(number, reason);
                    Parts.done(t("customers.deletion.asked", asked.number()));
                    started.run();
                });
    }
}
