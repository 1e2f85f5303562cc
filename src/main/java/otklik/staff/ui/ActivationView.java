package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import otklik.kernel.Refusal;
import otklik.staff.Activations;
import otklik.staff.LinkPurpose;
import otklik.staff.LinkState;
import otklik.staff.PersonalLink;
import otklik.ui.Parts;
import otklik.ui.Texts;

/**
 * The page of the link in a letter: a person sets the first password, or a new one. Opening it activates nothing; only the button does,
 * since machines open links too.
 */
@Route(value = "activate/:token", autoLayout = false)
@AnonymousAllowed
class ActivationView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient Activations activations;
    private final PasswordField password = new PasswordField(t("staff.password"));
    private final PasswordField repeated = new PasswordField(t("staff.newPassword.repeat"));
    private String token = "";

    ActivationView(Activations activations) {
        this.activations = activations;
        addClassName("gate");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getRouteParameters().get("token").orElse("");
        show(activations.open(token));
    }

    private void show(PersonalLink link) {
        removeAll();
        var card = Gate.card();
        if (link.isLive()) {
            form(card, link);
        } else {
            dead(card, link);
        }
        add(new Main(card));
    }

    private void form(Div card, PersonalLink link) {
        var first = link.purpose() == LinkPurpose.ACTIVATION;
        password.setHelperText(t("staff.password.help"));
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setRequiredIndicatorVisible(true);
        repeated.setAutocomplete(Autocomplete.NEW_PASSWORD);
        repeated.setRequiredIndicatorVisible(true);
        var save = Parts.primary(
                new Button(t(first ? "staff.activation.button" : "staff.reset.button"), click -> save(link)));
        save.addClickShortcut(Key.ENTER);
        card.add(
                new H1(first ? t("staff.activation.welcome", link.name()) : t("staff.reset.title", link.name())),
                new Paragraph(t("staff.activation.yourLogin", link.login())),
                password,
                repeated,
                save);
        password.focus();
    }

    private void save(PersonalLink link) {
        wrong(password, "");
        wrong(repeated, "");
        if (!password.getValue().equals(repeated.getValue())) {
            wrong(repeated, t("staff.passwordsDiffer"));
            return;
        }
        try {
            var login = activations.setPassword(token, password.getValue());
            var first = link.purpose() == LinkPurpose.ACTIVATION;
            Parts.done(t(first ? "staff.activation.done" : "staff.reset.done"));
            Gate.toLogin(login);
        } catch (Refusal refusal) {
            var present = activations.find(token);
            if (!present.isLive()) {
                show(present);
            } else if (refusal.field().equals("password")) {
                wrong(password, refusal.in(Texts.locale()));
            } else {
                Parts.failed(refusal.in(Texts.locale()));
            }
        }
    }

    private static void wrong(PasswordField field, String message) {
        field.setInvalid(!message.isEmpty());
        field.setErrorMessage(message);
        if (!message.isEmpty()) {
            field.focus();
        }
    }

    private static void dead(Div card, PersonalLink link) {
        card.add(
                new H1(t("staff.link.dead")),
                new Paragraph(t(link.reason())),
                new RouterLink(t("staff.toLogin"), LoginView.class));
        var mayAskForAnother = link.state() == LinkState.USED || link.purpose() == LinkPurpose.RESET;
        if (mayAskForAnother) {
            card.add(new RouterLink(t("staff.forgotten"), ForgottenPasswordView.class));
        }
    }

    @Override
    public String getPageTitle() {
        return t("staff.activation.title") + " · " + t("ui.name");
    }
}
