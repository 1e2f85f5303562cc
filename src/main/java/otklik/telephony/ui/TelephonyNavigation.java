package otklik.telephony.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the settings of telephony in the side bar. */
@Component
class TelephonyNavigation implements Navigation {
    private static final int PLACE = 88;

    @Override
    public String path() {
        return TelephonyView.PATH;
    }

    @Override
    public String title() {
        return "telephony.title";
    }

    @Override
    public int order() {
        return PLACE;
    }
}
