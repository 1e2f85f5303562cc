package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Optional;
import otklik.security.CurrentUser;
import otklik.staff.EmployeeCard;
import otklik.staff.EmployeeState;
import otklik.staff.TryingOut;
import otklik.ui.Parts;

/** The state of the account, and the buttons that suspend it, resume it, and show the product as this person sees it (S1.43). */
@org.springframework.stereotype.Component
class AccountPart implements EmployeeCardPart {
    private final StaffScreens staff;
    private final TryingOut trying;

    AccountPart(StaffScreens staff, TryingOut trying) {
        this.staff = staff;
        this.trying = trying;
    }

    @Override
    public String title() {
        return "staff.account";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        var card = staff.employees().card(login);
        var box = Parts.row(
                "stack",
                Parts.row(
                        "line",
                        Parts.tag(EmployeesView.tone(card.state()), t(card.state())),
                        Parts.text("muted", t("staff.since", staff.texts().date(card.createdAt())))),
                Parts.row("muted", new Div(t("staff.state.help." + card.state().name()))));
        var isOwn = CurrentUser.login().map(login::equals).orElse(false);
        if (staff.mayChange() && !isOwn) {
            button(card, changed).ifPresent(box::add);
        }
        if (staff.mayGiveRights() && !isOwn && card.state() == EmployeeState.ACTIVE) {
            var look = new Button(t("staff.tryAs.begin"), click -> {
                if (Parts.attempt(() -> trying.begin(login))) {
                    UI.getCurrent().getPage().setLocation("");
                }
            });
            look.setTooltipText(t("staff.tryAs.help"));
            box.add(look);
        }
        return Optional.of(box);
    }

    private Optional<Button> button(EmployeeCard card, Runnable changed) {
        var name = card.form().name();
        if (card.state() == EmployeeState.ACTIVE) {
            return Optional.of(new Button(
                    t("staff.suspend"),
                    click -> confirm(t("staff.suspend.ask", name), t("staff.suspend.text"), t("staff.suspend"), () -> {
                        staff.employees().suspend(card.login());
                        changed.run();
                    })));
        }
        if (card.state() == EmployeeState.SUSPENDED) {
            return Optional.of(new Button(
                    t("staff.resume"),
                    click -> confirm(t("staff.resume.ask", name), t("staff.resume.text"), t("staff.resume"), () -> {
                        staff.employees().resume(card.login());
                        changed.run();
                    })));
        }
        return Optional.empty();
    }

    private static void confirm(String question, String text, String yes, Runnable deed) {
        var dialog = new Dialog(new Paragraph(text));
        dialog.setHeaderTitle(question);
        dialog.setWidth("460px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(yes, "Ctrl+Enter", "Ctrl ↵", () -> {
                            dialog.close();
                            Parts.attempt(deed);
                        })));
        dialog.open();
    }
}
