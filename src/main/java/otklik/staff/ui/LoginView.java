package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.List;
import java.util.Set;
import otklik.security.SignInProviders;
import otklik.staff.DemoPeople;
import otklik.staff.Employees;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The one login of Vaadin, Tasklist, Cockpit. In the demonstration it lists the people one can be. */
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
class LoginView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    /** What the address may say about a provider's refusal; anything else was typed by somebody. */
    private static final Set<String> REASONS = Set.of("unverified", "unknown", "failed");

    private final transient Employees employees;
    private final transient List<DemoPeople> demoPeople;
    private final transient SignInProviders providers;
    private final transient Texts texts;
    private final LoginForm form = new LoginForm();

    LoginView(Employees employees, List<DemoPeople> demoPeople, SignInProviders providers, Texts texts) {
        this.employees = employees;
        this.demoPeople = demoPeople;
        this.providers = providers;
        this.texts = texts;
        addClassName("gate");
        build();
    }

    private void build() {
        removeAll();
        form.setI18n(words(t("staff.wrongPassword"), t("staff.wrongPassword.hint")));
        form.setAction("login");
        form.addForgotPasswordListener(forgotten -> getUI().ifPresent(ui -> ui.navigate(ForgottenPasswordView.class)));
        var languages = Parts.row(
                "line",
                language(t("ui.toRussian"), Texts.RUSSIAN),
                language(t("ui.toEnglish"), java.util.Locale.ENGLISH));
        var brand = new H1(t("ui.name"));
        brand.getStyle().set("font-size", "22px");
        var card = Parts.row("card", Parts.row("brand", new Span(new Span()), brand), languages, form);
        providers.all().forEach(provider -> card.add(button(provider)));
        demoPeople.forEach(demo -> card.add(people(demo)));
        var main = new com.vaadin.flow.component.html.Main(card);
        add(main);
    }

    private static Anchor button(SignInProviders.Provider provider) {
        var link = new Anchor(provider.path(), t("staff.signInWith", provider.name()));
        link.getElement().setAttribute("router-ignore", true);
        link.addClassName("provider");
        return link;
    }

    private NativeButton language(String name, java.util.Locale locale) {
        var button = new NativeButton(name, click -> getUI().ifPresent(ui -> {
            ui.getSession().setLocale(locale);
            ui.setLocale(locale);
            ui.getPage().reload();
        }));
        button.addClassName("chip");
        button.getElement()
                .setAttribute(
                        "aria-pressed",
                        String.valueOf(Texts.supported(Texts.locale()).equals(locale)));
        return button;
    }

    private Div people(DemoPeople demo) {
        var list = Parts.row("people", Parts.text("muted", t("staff.demoPeople", demo.password())));
        demo.people().forEach(person -> {
            var button = new NativeButton("", click -> getElement()
                    .executeJs(
                            "const f = this.querySelector('vaadin-login-form'); const u = document.getElementById('vaadinLoginUsername');"
                                    + " const p = document.getElementById('vaadinLoginPassword'); u.value = $0; p.value = $1; f.submit();",
                            person.login(),
                            demo.password()));
            button.add(
                    Parts.text("ava", Texts.initials(person.name())),
                    new Span(person.name()),
                    Parts.text("muted", roles(person)));
            button.setId("demo-" + person.login());
            list.add(button);
        });
        list.add(new Anchor(demo.clientSide(), t("staff.clientSide")));
        return list;
    }

    private static String roles(otklik.security.Account person) {
        return person.roles().stream().sorted().map(Texts::t).collect(java.util.stream.Collectors.joining(", "));
    }

    private static LoginI18n words(String problem, String remedy) {
        var words = LoginI18n.createDefault();
        var form = words.getForm();
        form.setTitle(t("staff.signIn"));
        form.setUsername(t("staff.login"));
        form.setPassword(t("staff.password"));
        form.setSubmit(t("staff.signIn"));
        form.setForgotPassword(t("staff.forgotten"));
        words.setForm(form);
        var error = words.getErrorMessage();
        error.setTitle(problem);
        error.setMessage(remedy);
        error.setUsername(t("staff.loginMissing"));
        error.setPassword(t("staff.passwordMissing"));
        words.setErrorMessage(error);
        return words;
    }

    @Override
    public String getPageTitle() {
        return t("staff.signIn") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (employees.isEmpty()) {
            event.forwardTo(FirstAdministratorView.class);
            return;
        }
        var address = event.getLocation().getQueryParameters();
        var until = Waiting.until(address);
        until.filter(moment -> !texts.isPast(moment))
                .ifPresent(moment -> form.setI18n(
                        words(t("staff.tooManyAttempts"), t("staff.tooManyAttempts.hint", texts.until(moment)))));
        var provider = address.getSingleParameter("provider").filter(REASONS::contains);
        provider.ifPresent(
                reason -> form.setI18n(words(t("staff.provider." + reason), t("staff.provider." + reason + ".hint"))));
        form.setError(address.getParameters().containsKey("error")
                || provider.isPresent()
                || until.filter(moment -> !texts.isPast(moment)).isPresent());
    }
}
