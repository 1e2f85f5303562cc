package otklik.staff.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the log of sign-ins in the side bar. */
@Component
class SignInsNavigation implements Navigation {
    @Override
    public String path() {
        return SignInsView.PATH;
    }

    @Override
    public String title() {
        return "staff.signIns";
    }

    @Override
    public int order() {
        return 92;
    }
}
