package otklik.telephony.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the log of calls in the side bar. */
@Component
class CallsNavigation implements Navigation {
    private static final int PLACE = 45;

    @Override
    public String path() {
        return CallsView.PATH;
    }

    @Override
    public String title() {
        return "telephony.calls";
    }

    @Override
    public int order() {
        return PLACE;
    }
}
