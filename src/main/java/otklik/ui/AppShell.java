package otklik.ui;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;

/** The page around all screens: push, style sheet, keys, icon. */
@Push
public class AppShell implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("stylesheet", "otklik/otklik.css");
        settings.addInlineWithContents("<script src=\"otklik/otklik.js\" defer></script>", Inline.Wrapping.NONE);
        settings.addFavIcon("icon", "otklik/icon.svg", "any");
        settings.addMetaTag("color-scheme", "light dark");
    }
}
