package otklik.customers.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the companies in the side bar. */
@Component
class CompaniesNavigation implements Navigation {
    @Override
    public String path() {
        return CompaniesView.PATH;
    }

    @Override
    public String title() {
        return "customers.title";
    }

    @Override
    public int order() {
        return 35;
    }
}
