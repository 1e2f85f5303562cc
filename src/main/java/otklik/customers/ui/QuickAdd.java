package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.Arrays;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.ContactPoint;
import otklik.kernel.Refusal;
import otklik.security.CurrentUser;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** A company in one line: its name and a phone or an address. The line stays for the next one; whoever adds a company answers for it. */
final class QuickAdd extends Div {
    private final transient Companies companies;
    private final String country;
    private final TextField name = new TextField();
    private final TextField points = new TextField();
    private final Div added = new Div();
    private final transient FormErrors errors = new FormErrors();

    /** @param country where a phone without a country code is meant */
    QuickAdd(Companies companies, String country) {
        this.companies = companies;
        this.country = country;
        addClassNames("line", "quick-add");
        added.getElement().setAttribute("aria-live", "polite");
        field(name, "customers.add.name");
        field(points, "customers.add.points");
        errors.add("name", name);
        errors.add("points", points);
        var add = new Button(t("customers.add"), click -> save());
        add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var close = new Button(t("ui.close"), click -> setVisible(false));
        close.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        add(name, points, add, close, added);
        setVisible(false);
    }

    private void field(TextField field, String label) {
        field.setPlaceholder(t(label));
        field.setAriaLabel(t(label));
        field.addClassName("grow");
        Shortcuts.addShortcutListener(field, this::save, Key.ENTER)
                .listenOn(field)
                .resetFocusOnActiveElement();
        Shortcuts.addShortcutListener(field, () -> setVisible(false), Key.ESCAPE)
                .listenOn(field);
    }

    void open() {
        setVisible(true);
        name.focus();
    }

    private void save() {
        errors.attempt(() -> {
            var given = new ArrayList<ContactPoint>();
            Arrays.stream(points.getValue().split("[,;]"))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .forEach(text -> given.add(ContactPoint.address(text)
                            .or(() -> ContactPoint.phone(text, country))
                            .orElseThrow(() -> new Refusal("customers.add.noPoint", text).at("points"))));
            var company = companies.create(CompanyForm.named(name.getValue())
                    .withPoints(given)
                    .withResponsible(CurrentUser.login().orElse(null)));
            var link = Parts.link("companies/" + company.number(), company.name());
            added.removeAll();
            added.add(new Span(t("customers.add.added") + " "), link);
            name.clear();
            points.clear();
            name.focus();
        });
    }
}
