package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.Optional;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.Farewells;
import otklik.ui.Parts;

/** The way from the card to the farewell, and the state of one that goes on or is over (S1.30). */
@org.springframework.stereotype.Component
class FarewellPart implements EmployeeCardPart {
    private final Farewells farewells;
    private final Policy policy;

    FarewellPart(Farewells farewells, Policy policy) {
        this.farewells = farewells;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "staff.farewell";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        var isOwn = CurrentUser.login().map(login::equals).orElse(false);
        if (isOwn || !policy.may(Section.EMPLOYEES, Action.DELETE)) {
            return Optional.empty();
        }
        var box = Parts.row("stack");
        var last = farewells.of(login);
        last.ifPresent(farewell -> box.add(
                Parts.row("line", Parts.tag(EmployeeFarewellView.tone(farewell.state()), t(farewell.state())))));
        box.add(Parts.row("muted", new Div(t("staff.farewell.part"))));
        var open = new Button(
                t(
                        last.filter(farewell -> !EmployeeFarewellView.isAgain(farewell))
                                        .isPresent()
                                ? "staff.farewell.open"
                                : "staff.farewell.dismiss"),
                click -> UI.getCurrent().navigate(EmployeeFarewellView.PATH + "/" + login));
        open.setId("farewell");
        box.add(open);
        return Optional.of(box);
    }
}
