package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Optional;
import otklik.kernel.Refusal;
import otklik.security.Account;
import otklik.security.CurrentUser;
import otklik.staff.Absences;
import otklik.staff.Absences.Absence;
import otklik.staff.EmployeeState;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** When the person is away, and who stands in. */
@org.springframework.stereotype.Component
class AbsencePart implements EmployeeCardPart {
    private static final int LONGEST_REASON = 400;

    private final StaffScreens staff;
    private final Absences absences;

    AbsencePart(StaffScreens staff, Absences absences) {
        this.staff = staff;
        this.absences = absences;
    }

    @Override
    public String title() {
        return "staff.absences";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        if (staff.employees().card(login).state() == EmployeeState.LEFT) {
            return Optional.empty();
        }
        var mayChange = staff.mayChange()
                || !CurrentUser.isTrying()
                        && CurrentUser.login().map(login::equals).orElse(false);
        var box = Parts.row("stack");
        var planned = absences.of(login, staff.today());
        if (planned.isEmpty()) {
            box.add(Parts.text("muted", t("staff.absences.none")));
        }
        planned.forEach(absence -> box.add(line(login, absence, mayChange, changed)));
        if (mayChange) {
            var add = new Button(t("staff.absence.add"));
            add.addThemeVariants(ButtonVariant.LUMO_SMALL);
            add.addClickListener(click -> box.replace(add, form(login, changed)));
            box.add(add);
        }
        return Optional.of(box);
    }

    private Div line(String login, Absence absence, boolean mayChange, Runnable changed) {
        var texts = staff.texts();
        var what = Parts.row(
                "absence",
                new Div(texts.date(absence.first()) + " – " + texts.date(absence.last())),
                Parts.text(
                        "muted",
                        absence.substitute() == null
                                ? t("staff.absence.noSubstitute")
                                : t(
                                        "staff.absence.standsIn",
                                        staff.accounts().nameOf(String.valueOf(absence.substitute())))));
        if (!absence.reason().isBlank()) {
            what.add(Parts.text("muted", " · " + absence.reason()));
        }
        var line = Parts.row("line", what);
        if (mayChange) {
            var remove = new Button(t("staff.absence.remove"), click -> {
                if (Parts.attempt(() -> absences.remove(login, absence.id()))) {
                    changed.run();
                }
            });
            remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            line.add(remove);
        }
        return line;
    }

    private Div form(String login, Runnable changed) {
        var errors = new FormErrors();
        var first = errors.add("first", Parts.date(t("staff.absence.first")));
        var last = errors.add("last", Parts.date(t("staff.absence.last")));
        first.addValueChangeListener(change -> last.setInitialPosition(change.getValue()));
        var substitute = errors.add("substitute", new ComboBox<Account>(t("staff.absence.substitute")));
        substitute.setItems(staff.people().stream()
                .filter(account -> !account.login().equals(login))
                .toList());
        substitute.setItemLabelGenerator(Account::name);
        substitute.setClearButtonVisible(true);
        substitute.setHelperText(t("staff.absence.substitute.help"));
        var reason = new TextField(t("staff.absence.reason"));
        reason.setMaxLength(LONGEST_REASON);
        var save = new Button(t("staff.absence.save"), click -> {
            var done = errors.attempt(() -> {
                if (first.getValue() == null) {
                    throw new Refusal("staff.absence.dateMissing").at("first");
                }
                if (last.getValue() == null) {
                    throw new Refusal("staff.absence.dateMissing").at("last");
                }
                absences.add(
                        login,
                        first.getValue(),
                        last.getValue(),
                        substitute.getValue() == null
                                ? null
                                : substitute.getValue().login(),
                        reason.getValue());
            });
            if (done) {
                changed.run();
            }
        });
        return Parts.row("form", Parts.row("pair", first, last), substitute, reason, save);
    }
}
