package otklik.studio.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the company's settings in the side bar. */
@Component
class SettingsNavigation implements Navigation {
    @Override
    public String path() {
        return SettingsView.PATH;
    }

    @Override
    public String title() {
        return "studio.settings";
    }

    @Override
    public int order() {
        return 85;
    }
}
