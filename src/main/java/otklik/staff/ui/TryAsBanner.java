package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.staff.TryingOut;
import otklik.ui.Banner;
import otklik.ui.Parts;

/** Says that an administrator looks as an employee does, and leads back. */
@Component
class TryAsBanner implements Banner {
    private final Accounts accounts;
    private final TryingOut trying;

    TryAsBanner(Accounts accounts, TryingOut trying) {
        this.accounts = accounts;
        this.trying = trying;
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> line() {
        if (!CurrentUser.isTrying()) {
            return Optional.empty();
        }
        var login = CurrentUser.login().orElseThrow();
        var end = Parts.button(t("staff.tryAs.end"), "", "", () -> {
            trying.end();
            UI.getCurrent().getPage().setLocation("employees/" + login);
        });
        Div line =
                Parts.row("banner", new Span(t("staff.tryAs.banner", accounts.nameOf(login))), Parts.row("grow"), end);
        line.getElement().setAttribute("role", "status");
        return Optional.of(line);
    }
}
