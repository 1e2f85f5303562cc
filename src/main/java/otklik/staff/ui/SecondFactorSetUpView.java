package otklik.staff.ui;

import static otklik.ui.Texts.t;

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
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import otklik.security.PendingSignIn;
import otklik.security.SecondFactors;
import otklik.ui.Parts;

/** Where a person comes whose password was right, who must have a second factor and has none: nothing else opens before it is set up. */
@Route(value = SecondFactorView.PATH + "/set-up", autoLayout = false)
@AnonymousAllowed
class SecondFactorSetUpView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SecondFactors factors;
    private final transient Clock clock;

    SecondFactorSetUpView(SecondFactors factors, Clock clock) {
        this.factors = factors;
        this.clock = clock;
        addClassName("gate");
    }

    @Override
    public String getPageTitle() {
        return t("staff.secondFactor") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var pending = PendingSignIn.of(session(), clock.instant());
        if (pending.isEmpty()) {
            event.forwardTo(LoginView.class);
            return;
        }
        if (pending.get().step() != PendingSignIn.Step.SET_UP) {
            event.forwardTo(SecondFactorView.class);
            return;
        }
        var goOn = new PostForm(SecondFactorView.PATH);
        removeAll();
        add(new Main(Parts.row(
                "card",
                new H1(t("staff.secondFactor")),
                new Paragraph(t("staff.secondFactor.required")),
                new SecondFactorSetUp(
                        factors,
                        pending.get().login(),
                        () -> PendingSignIn.setUp(session(), clock.instant()),
                        goOn::send),
                goOn)));
    }

    private static HttpSession session() {
        return VaadinServletRequest.getCurrent().getSession();
    }
}
