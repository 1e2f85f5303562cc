package otklik.work.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the order of work in the side bar of those who set it. */
@Component
class OrderNavigation implements Navigation {
    @Override
    public String path() {
        return OrderView.PATH;
    }

    @Override
    public String title() {
        return "work.order.title";
    }

    @Override
    public int order() {
        return 82;
    }

    @Override
    public boolean mayBeginDay() {
        return false;
    }
}
