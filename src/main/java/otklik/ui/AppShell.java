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
        // The theme of the last visit, before anything is painted: a dark screen must not flash white.
        settings.addInlineWithContents(
                "<script>document.documentElement.setAttribute('theme', localStorage.getItem('otklik-theme') || '')</script>",
                Inline.Wrapping.NONE);
        settings.addInlineWithContents("<script src=\"otklik/otklik.js\" defer></script>", Inline.Wrapping.NONE);
        settings.addFavIcon("icon", "otklik/icon.svg", "any");
        settings.addMetaTag("color-scheme", "light dark");
        // Addresses of ours may hold a secret (the link of a letter); they are told to nobody else.
        settings.addMetaTag("referrer", "same-origin");
    }
}
