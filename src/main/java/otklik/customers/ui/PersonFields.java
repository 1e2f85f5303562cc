package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.ContactPoint;
import otklik.customers.PersonCard;
import otklik.customers.PersonForm;
import otklik.kernel.Refusal;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** The fields of a person's card. */
class PersonFields extends Div {
    private final transient CompanyScreens screens;
    private final TextField name = new TextField(t("customers.person.name"));
    private final TextField position = new TextField(t("customers.person.position"));
    private final TextField company = new TextField(t("customers.person.company"));
    private final ComboBox<String> zone = new ComboBox<>(t("customers.card.zone"));
    private final PointsField points = new PointsField(t("customers.card.points"));

    PersonFields(CompanyScreens screens, FormErrors errors) {
        this.screens = screens;
        addClassNames("form", "company-fields");
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        position.setMaxLength(200);
        company.setPlaceholder("K-12");
        company.setHelperText(t("customers.person.company.hint"));
        zone.setItems(zones());
        zone.setClearButtonVisible(true);
        zone.setPlaceholder(t("customers.person.zone.company"));
        errors.add("name", name);
        errors.add("position", position);
        errors.add("company", company);
        errors.add("zone", zone);
        errors.add("points", points);
        add(name, position, company, zone, points);
    }

    void show(PersonCard person, boolean isReadOnly) {
        name.setValue(person.name());
        position.setValue(text(person.position()));
        company.setValue(text(person.companyNumber()));
        zone.setValue(person.zone());
        points.setValue(lines(person.points()));
        List.of(name, position, company).forEach(field -> field.setReadOnly(isReadOnly));
        zone.setReadOnly(isReadOnly);
        points.setReadOnly(isReadOnly);
    }

    /** A new person of a company, which is not asked for. */
    void showOf(String number) {
        company.setValue(number);
        company.setVisible(false);
    }

    void focusName() {
        name.focus();
    }

    /** Whether something else stands in the fields than in the card. */
    boolean isDirty(PersonCard person) {
        return !name.getValue().strip().equals(person.name())
                || !position.getValue().strip().equals(text(person.position()))
                || !company.getValue().strip().equals(text(person.companyNumber()))
                || !Objects.equals(zone.getValue(), person.zone())
                || !points.getValue().equals(lines(person.points()));
    }

    PersonForm read() {
        var country = screens.settings().country();
        var read = Arrays.stream(points.getValue().split("\n"))
                .filter(line -> !line.isBlank())
                .map(line -> ContactPoint.address(line)
                        .or(() -> ContactPoint.phone(line, country))
                        .orElseThrow(() -> new Refusal("customers.company.pointWrong", line).at("points")))
                .toList();
        var number = company.getValue().strip();
        return new PersonForm(
                name.getValue(), number.isEmpty() ? null : number, position.getValue(), zone.getValue(), read);
    }

    /** The time zones that have a place's name. */
    static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .sorted()
                .toList();
    }

    private static String lines(List<ContactPoint> points) {
        return points.stream().map(ContactPoint::shown).collect(Collectors.joining("\n"));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** A person's name, linked to his page. */
    static com.vaadin.flow.component.html.Anchor link(PersonCard person) {
        return Parts.link(PeopleView.PATH + "/" + person.number(), person.name());
    }

    /** Phones and addresses of a person in a line. */
    static Div ways(PersonCard person) {
        var ways = Parts.row("company-facts");
        person.points().forEach(point -> ways.add(Parts.text("muted", point.shown())));
        return ways;
    }
}
