package otklik.studio.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.security.Role;
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
    public Set<Role> roles() {
        return Set.of(Role.ADMINISTRATOR);
    }

    @Override
    public int order() {
        return 85;
    }
}
