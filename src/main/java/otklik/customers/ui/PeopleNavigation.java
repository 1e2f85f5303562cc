package otklik.customers.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the people in the side bar, below the companies. */
@Component
class PeopleNavigation implements Navigation {
    private static final int PLACE = 42;

    @Override
    public String path() {
        return PeopleView.PATH;
    }

    @Override
    public String title() {
        return "customers.people";
    }

    @Override
    public int order() {
        return PLACE;
    }
}
