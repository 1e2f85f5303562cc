package otklik.exchange.ui;

import org.springframework.stereotype.Component;
import otklik.batches.Batches;
import otklik.customers.CompanySelection;
import otklik.customers.ui.CompanyAct;
import otklik.exchange.Exports;
import otklik.kernel.Signals;

/** Exports the companies that are chosen in the list. */
@Component
class ExportAct implements CompanyAct {
    private final Exports exports;
    private final Batches batches;
    private final Signals signals;

    ExportAct(Exports exports, Batches batches, Signals signals) {
        this.exports = exports;
        this.batches = batches;
        this.signals = signals;
    }

    @Override
    public String title() {
        return "exchange.export";
    }

    @Override
    public int order() {
        return 160;
    }

    @Override
    public boolean isAllowed() {
        return exports.isAllowed();
    }

    @Override
    public void open(CompanySelection selection, Runnable started) {
        new ExportDialog(exports, batches, signals, selection, started).open();
    }
}
