package otklik.requests.ui;

import static otklik.ui.Texts.t;

import org.springframework.stereotype.Component;
import otklik.batches.Batches;
import otklik.customers.CompanySelection;
import otklik.customers.CompanyTask;
import otklik.customers.ui.ActDialog;
import otklik.customers.ui.CompanyAct;
import otklik.requests.OldLeads;
import otklik.requests.RecoveryBatch;

/** The act on chosen companies: into the recovery pool, from which they become work when nothing more urgent is due. */
@Component
class RecoveryAct implements CompanyAct {
    private final RecoveryBatch kind;
    private final Batches batches;
    private final OldLeads pool;

    RecoveryAct(RecoveryBatch kind, Batches batches, OldLeads pool) {
        this.kind = kind;
        this.batches = batches;
        this.pool = pool;
    }

    @Override
    public String title() {
        return "requests.recovery.act";
    }

    @Override
    public int order() {
        return 120;
    }

    @Override
    public boolean isAllowed() {
        return pool.mayChange();
    }

    @Override
    public void open(CompanySelection selection, Runnable started) {
        ActDialog.ask(
                t("requests.recovery.act"),
                selection,
                () -> batches.start(
                        kind, t("requests.recovery.act"), new CompanyTask("pool", selection).text(), selection.count()),
                started,
                otklik.ui.Parts.text("muted", t("requests.recovery.act.hint")));
    }
}
