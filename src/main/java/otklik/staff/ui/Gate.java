package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What the pages for people who are not signed in have in common: the card with the name of the product and the two languages. */
final class Gate {
    private Gate() {}

    static Div card() {
        return Parts.row(
                "card",
                Parts.row("brand", new Span(new Span()), new Span(t("ui.name"))),
                Parts.row(
                        "line",
                        language(t("ui.toRussian"), Texts.RUSSIAN),
                        language(t("ui.toEnglish"), Locale.ENGLISH)));
    }

    private static NativeButton language(String name, Locale locale) {
        var button = new NativeButton(name, click -> {
            var ui = UI.getCurrent();
            ui.getSession().setLocale(locale);
            ui.setLocale(locale);
            ui.getPage().reload();
        });
        button.addClassName("chip");
        button.getElement()
                .setAttribute(
                        "aria-pressed",
                        String.valueOf(Texts.supported(Texts.locale()).equals(locale)));
        return button;
    }

    /** Leads to the login with the name filled in, as soon as the form is there. */
    static void toLogin(String login) {
        var ui = UI.getCurrent();
        ui.navigate(LoginView.class);
        ui.getPage()
                .executeJs(
                        """
                        const name = $0;
                        let tries = 100;
                        (function fill() {
                          const user = document.getElementById('vaadinLoginUsername');
                          const password = document.getElementById('vaadinLoginPassword');
                          if (user && password) {
                            user.value = name;
                            password.focus();
                          } else if (tries-- > 0) {
                            setTimeout(fill, 50);
                          }
                        })();""",
                        login);
    }
}
