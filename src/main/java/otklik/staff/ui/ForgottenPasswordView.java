package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import otklik.staff.PasswordResets;
import otklik.ui.Parts;

/** Where one asks for a new password. Says the same to everybody: who works here is nobody's business. */
@Route(value = "forgot-password", autoLayout = false)
@AnonymousAllowed
class ForgottenPasswordView extends Div implements HasDynamicTitle {
    private static final int LONGEST = 320;
    private final transient PasswordResets resets;

    ForgottenPasswordView(PasswordResets resets) {
        this.resets = resets;
        addClassName("gate");
        var who = new TextField(t("staff.forgotten.who"));
        who.setMaxLength(LONGEST);
        who.setAutocomplete(Autocomplete.USERNAME);
        var send = Parts.primary(new Button(t("staff.forgotten.send"), click -> ask(who)));
        send.addClickShortcut(Key.ENTER);
        show(new Paragraph(t("staff.forgotten.text")), who, send);
        who.focus();
    }

    private void ask(TextField who) {
        who.setInvalid(who.getValue().isBlank());
        who.setErrorMessage(t("staff.forgotten.whoMissing"));
        if (who.isInvalid()) {
            who.focus();
            return;
        }
        resets.ask(who.getValue());
        var answer = new Paragraph(t("staff.forgotten.answer"));
        answer.getElement().setAttribute("role", "status");
        show(answer);
    }

    private void show(com.vaadin.flow.component.Component... parts) {
        removeAll();
        var card = Gate.card();
        card.add(new H1(t("staff.forgotten.title")));
        card.add(parts);
        card.add(new RouterLink(t("staff.toLogin"), LoginView.class));
        add(new Main(card));
    }

    @Override
    public String getPageTitle() {
        return t("staff.forgotten.title") + " · " + t("ui.name");
    }
}
