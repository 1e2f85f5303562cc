package otklik.ui;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.Theme;
import com.vaadin.flow.theme.lumo.Lumo;

/** The page around all screens: push, style sheet, icon. */
@Push
@Theme(themeClass = Lumo.class)
public class AppShell implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("stylesheet", "otklik/otklik.css");
        settings.addFavIcon("icon", "otklik/icon.svg", "any");
        settings.addMetaTag("color-scheme", "light dark");
    }
}
