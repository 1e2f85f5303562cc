package otklik.customers.ui;

import com.vaadin.flow.component.UI;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyFilter;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** The way from the list of companies to the pairs that may be one. */
@Component
class DoublesButton implements CompanyListButton {
    private final Policy policy;

    DoublesButton(Policy policy) {
        this.policy = policy;
    }

    @Override
    public String title() {
        return "customers.doubles";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.COMPANIES, Action.CHANGE);
    }

    @Override
    public void open(CompanyFilter shown) {
        UI.getCurrent().navigate(DoublesView.PATH);
    }
}
