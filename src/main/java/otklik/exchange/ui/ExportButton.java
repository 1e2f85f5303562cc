package otklik.exchange.ui;

import org.springframework.stereotype.Component;
import otklik.batches.Batches;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyList;
import otklik.customers.CompanySelection;
import otklik.customers.ui.CompanyListButton;
import otklik.exchange.Exports;
import otklik.kernel.Signals;

/** Exports the companies that the list shows. */
@Component
class ExportButton implements CompanyListButton {
    private final Exports exports;
    private final Batches batches;
    private final CompanyList list;
    private final Signals signals;

    ExportButton(Exports exports, Batches batches, CompanyList list, Signals signals) {
        this.exports = exports;
        this.batches = batches;
        this.list = list;
        this.signals = signals;
    }

    @Override
    public String title() {
        return "exchange.export";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public boolean isAllowed() {
        return exports.isAllowed();
    }

    @Override
    public void open(CompanyFilter shown) {
        var selection = CompanySelection.byFilter(shown.query(), list.countAll(shown));
        new ExportDialog(exports, batches, signals, selection, () -> {}).open();
    }
}
