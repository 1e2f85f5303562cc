package otklik.customers.ui;

import static otklik.ui.Texts.t;

import org.springframework.stereotype.Component;
import otklik.customers.CompanySelection;
import otklik.customers.QuietBatch;
import otklik.customers.QuietCompanies;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.Parts;

/** "Do not disturb": of one company at once and to be taken back, of many in the background. */
@Component
class QuietAct implements CompanyAct {
    private final QuietCompanies quiet;
    private final QuietBatch batch;
    private final Policy policy;

    QuietAct(QuietCompanies quiet, QuietBatch batch, Policy policy) {
        this.quiet = quiet;
        this.batch = batch;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "customers.quiet.act";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.COMPANIES, Action.CHANGE);
    }

    @Override
    public void open(CompanySelection selection, Runnable started) {
        var one = selection.query() == null && selection.numbers().size() == 1;
        ReasonDialog.open(
                t("customers.quiet.act"),
                one ? t("customers.quiet.one") : t("customers.quiet.many", selection.count()),
                t("customers.quiet.act"),
                reason -> {
                    if (one) {
                        leaveAlone(selection.numbers().get(0), reason);
                    } else {
                        ActDialog.tell(batch.start(selection, t("customers.quiet.act"), reason));
                    }
                    started.run();
                });
    }

    private void leaveAlone(String number, String reason) {
        var done = quiet.leaveAlone(number, reason);
        Parts.doneWithUndo(t("customers.quiet.done", number), () -> quiet.takeBack(number, done.since()));
    }
}
