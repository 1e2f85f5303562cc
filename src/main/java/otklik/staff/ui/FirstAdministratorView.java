package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import otklik.staff.Employees;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Asked once, while nobody works here yet: who is the first administrator. */
@Route(value = "setup", autoLayout = false)
@AnonymousAllowed
class FirstAdministratorView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient Employees employees;

    FirstAdministratorView(Employees employees) {
        this.employees = employees;
        addClassName("gate");
        var name = new TextField(t("staff.name"));
        var login = new TextField(t("staff.login"));
        login.setHelperText(t("staff.login.help"));
        var email = new EmailField(t("staff.email"));
        var password = new PasswordField(t("staff.password"));
        password.setHelperText(t("staff.password.help"));
        var save = Parts.primary(Parts.button(t("staff.begin"), "Ctrl+Enter", "Ctrl ↵", () -> {
            var done = Parts.attempt(() -> employees.addFirstAdministrator(
                    login.getValue().strip(),
                    name.getValue(),
                    email.getValue().strip(),
                    password.getValue(),
                    Texts.supported(Texts.locale())));
            if (done) {
                getUI().ifPresent(ui -> ui.navigate(LoginView.class));
            }
        }));
        add(new Main(Parts.row(
                "card",
                new H1(t("staff.first.title")),
                new Paragraph(t("staff.first.text")),
                name,
                login,
                email,
                password,
                save)));
    }

    @Override
    public String getPageTitle() {
        return t("staff.first.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!employees.isEmpty()) {
            event.forwardTo(LoginView.class);
        }
    }
}
