package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.time.Clock;
import otklik.security.PendingSignIn;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Between the password and the screens: asks for the code of the second factor. Nobody is signed in here. */
@Route(value = SecondFactorView.PATH, autoLayout = false)
@AnonymousAllowed
class SecondFactorView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "second-factor";

    private final transient Texts texts;
    private final transient Clock clock;
    private final Div problem = Parts.row("problem");

    SecondFactorView(Texts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
        addClassName("gate");
        var code = new CodeField("code", t("staff.code"));
        code.getElement().setAttribute("name", "code");
        code.setHelperText(t("staff.code.help"));
        code.setAutofocus(true);
        var form = new PostForm(PATH);
        form.add(code, Parts.primary(Parts.button(t("staff.signIn"), "Ctrl+Enter", "↵", form::send)));
        problem.getElement().setAttribute("role", "alert");
        add(new Main(Parts.row(
                "card",
                new H1(t("staff.secondFactor")),
                new Paragraph(t("staff.secondFactor.ask")),
                problem,
                form,
                new Anchor("login", t("staff.signInAsAnother")))));
    }

    @Override
    public String getPageTitle() {
        return t("staff.secondFactor") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var pending = PendingSignIn.of(VaadinServletRequest.getCurrent().getSession(), clock.instant());
        if (pending.isEmpty()) {
            event.forwardTo(LoginView.class);
            return;
        }
        if (pending.get().step() == PendingSignIn.Step.SET_UP) {
            event.forwardTo(SecondFactorSetUpView.class);
            return;
        }
        problem.removeAll();
        var address = event.getLocation().getQueryParameters();
        Waiting.until(address)
                .filter(moment -> !texts.isPast(moment))
                .ifPresentOrElse(
                        moment -> say(t("staff.tooManyAttempts"), t("staff.tooManyCodes.hint", texts.until(moment))),
                        () -> {
                            if (address.getParameters().containsKey("error")) {
                                say(t("staff.wrongCode"), t("staff.wrongCode.hint"));
                            }
                        });
    }

    private void say(String title, String hint) {
        var note = Parts.row("note", Parts.text("empty-title", title), new Div(hint));
        note.addClassName("bad");
        problem.add(note);
    }
}
