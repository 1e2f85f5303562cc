package otklik.exchange.ui;

import com.vaadin.flow.component.UI;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyFilter;
import otklik.customers.ui.CompanyListButton;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** Leads from the list of companies to the import. */
@Component
class ImportButton implements CompanyListButton {
    private final Policy policy;

    ImportButton(Policy policy) {
        this.policy = policy;
    }

    @Override
    public String title() {
        return "exchange.import";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.COMPANIES, Action.CREATE);
    }

    @Override
    public void open(CompanyFilter shown) {
        UI.getCurrent().navigate(ImportView.PATH);
    }
}
