package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import java.util.Optional;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.EmployeeState;
import otklik.staff.Farewells;
import otklik.ui.Parts;

/** Dismissing an employee: the way to the page of the farewell, for those who may delete employees. */
@org.springframework.stereotype.Component
class FarewellPart implements EmployeeCardPart {
    private final StaffScreens staff;
    private final Farewells farewells;
    private final Policy policy;

    FarewellPart(StaffScreens staff, Farewells farewells, Policy policy) {
        this.staff = staff;
        this.farewells = farewells;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "staff.farewell.part";
    }

    @Override
    public int order() {
        return 80;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        var isOwn = CurrentUser.login().map(login::equals).orElse(false);
        if (isOwn || !policy.may(Section.EMPLOYEES, Action.DELETE)) {
            return Optional.empty();
        }
        var last = farewells.of(login);
        var box = Parts.row("stack");
        last.ifPresent(farewell -> box.add(Parts.row(
                "line",
                Parts.tag(EmployeeFarewellView.tone(farewell.state()), t(farewell.state())),
                new Anchor(EmployeeFarewellView.PATH + "/" + farewell.number(), t("staff.farewell.open")))));
        var goesOn = last.filter(farewell -> !farewell.state().isOver()).isPresent();
        var state = staff.employees().card(login).state();
        if (!goesOn && (state == EmployeeState.ACTIVE || state == EmployeeState.SUSPENDED)) {
            var dismiss = new Button(t("staff.farewell.dismiss"), click -> click.getSource()
                    .getUI()
                    .ifPresent(ui -> ui.navigate(EmployeeFarewellView.PATH + "/" + login)));
            dismiss.setId("dismiss");
            dismiss.addThemeVariants(ButtonVariant.LUMO_ERROR);
            box.add(new Div(dismiss));
        }
        return Optional.of(box);
    }
}
