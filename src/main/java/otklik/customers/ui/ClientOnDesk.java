package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard;
import otklik.customers.ContactPoint;
import otklik.customers.PersonCard;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** The client on the manager's screen: how he is called and reached, edited where he stands (S3.9). */
@org.springframework.stereotype.Component
class ClientOnDesk implements DeskPanel {
    private final CompanyScreens screens;
    private final ClientInHand held;

    ClientOnDesk(CompanyScreens screens, ClientInHand held) {
        this.screens = screens;
        this.held = held;
    }

    @Override
    public String title() {
        return "customers.desk.client";
    }

    @Override
    public Place place() {
        return Place.LEFT;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        var person = Optional.ofNullable(shown.person()).flatMap(screens.people()::page);
        var company = Optional.ofNullable(shown.company()).flatMap(screens.companies()::find);
        var isHeldOnly = person.isEmpty() && company.isEmpty();
        if (isHeldOnly) {
            person = Optional.ofNullable(shown.person())
                    .flatMap(number -> held.read(shown, () -> screens.people().find(number)));
            company = Optional.ofNullable(shown.company())
                    .flatMap(
                            number -> held.read(shown, () -> screens.companies().find(number)));
        }
        if (person.isEmpty() && company.isEmpty()) {
            return shown.client().isBlank() ? Optional.empty() : Optional.of(new Span(shown.client()));
        }
        var people = isHeldOnly
                ? company.flatMap(firm -> held.read(
                                shown, () -> Optional.of(screens.people().ofCompany(firm.number()))))
                        .orElse(List.of())
                : null;
        return Optional.of(new Card(screens, shown.businessKey(), person.orElse(null), company.orElse(null), people));
    }

    /** What is known, with a button that turns it into fields. */
    private static final class Card extends Div implements Unfinished {
        private static final int PEOPLE_SHOWN = 3;

        private final transient CompanyScreens screens;
        private final String caseKey;
        private @Nullable PersonCard person;
        private @Nullable CompanyCard company;
        private transient @Nullable Runnable editing;
        private final transient @Nullable List<PersonCard> heldPeople;

        /** @param heldPeople of the company, for who sees the client by the task in his hands only: nothing opens and nothing changes then */
        Card(
                CompanyScreens screens,
                String caseKey,
                @Nullable PersonCard person,
                @Nullable CompanyCard company,
                @Nullable List<PersonCard> heldPeople) {
            this.heldPeople = heldPeople;
            this.screens = screens;
            this.caseKey = caseKey;
            this.person = person;
            this.company = company;
            addClassName("desk-client");
            show();
        }

        @Override
        public boolean isUnfinished() {
            return editing != null;
        }

        private void show() {
            removeAll();
            editing = null;
            var client = person;
            if (client != null) {
                var mayChange = heldPeople == null && screens.people().mayChange(client);
                add(head(name(client), client.position(), mayChange, this::editPerson));
                add(points(screens.states().shown(client.points()), mayChange, client.number()));
            }
            var firm = company;
            if (firm != null) {
                var mayChange = heldPeople == null && screens.companies().may(firm, Action.CHANGE) && firm.isLive();
                add(head(
                        heldPeople == null
                                ? Parts.link(CompanyView.PATH + "/" + firm.number(), firm.name())
                                : new Span(firm.name()),
                        null,
                        mayChange,
                        this::editCompany));
                add(points(firm.points(), mayChange, firm.number()));
                add(facts(firm));
                if (client == null) {
                    add(people(firm));
                }
            }
        }

        private static Div head(Component name, @Nullable String more, boolean mayChange, Runnable edit) {
            var head = Parts.row("line", name);
            if (more != null && !more.isBlank()) {
                head.add(Parts.text("muted", more));
            }
            if (mayChange) {
                var button = new Button(t("customers.desk.edit"), click -> edit.run());
                button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
                head.add(Parts.row("grow"), button);
            }
            return head;
        }

        private Div points(List<CompanyCard.Point> points, boolean mayMark, String caseKey) {
            var all = Parts.row("desk-points");
            points.forEach(point -> all.add(new PointChip(screens, point, mayMark, caseKey)));
            return all;
        }

        /** Whom one can ask for, with their phones. */
        private Div people(CompanyCard firm) {
            var all = Parts.row("desk-points");
            (heldPeople == null ? screens.people().ofCompany(firm.number()) : heldPeople)
                    .stream().limit(PEOPLE_SHOWN).forEach(one -> {
                        var line = Parts.row("line", name(one));
                        if (one.position() != null) {
                            line.add(Parts.text("muted", one.position()));
                        }
                        all.add(line);
                        screens.states()
                                .shown(one.points())
                                .forEach(point -> all.add(new PointChip(screens, point, false, firm.number())));
                    });
            return all;
        }

        private Component name(PersonCard one) {
            return heldPeople == null ? PersonFields.link(one) : new Span(one.name());
        }

        private Div facts(CompanyCard firm) {
            var facts = Parts.row("kv");
            fact(facts, "customers.card.responsible", name(firm.form().responsible()));
            fact(facts, "customers.card.manager", name(firm.form().manager()));
            fact(facts, "customers.card.inn", firm.form().inn());
            fact(
                    facts,
                    "customers.lastContact",
                    firm.lastContactAt() == null ? "" : screens.texts().moment(firm.lastContactAt()));
            return facts;
        }

        private String name(@Nullable String login) {
            return login == null ? "" : screens.accounts().nameOf(login);
        }

        private static void fact(Div facts, String name, String value) {
            if (!value.isBlank()) {
                facts.add(new Span(t(name)), new Span(value));
            }
        }

        private void editPerson() {
            var before = person;
            if (before == null) {
                return;
            }
            var errors = new FormErrors();
            var fields = new PersonFields(screens, errors);
            fields.show(before, false);
            edit(fields, () -> {
                if (errors.attempt(
                        () -> person = screens.people().change(before.number(), before.version(), fields.read()))) {
                    company = Optional.ofNullable(person)
                            .map(PersonCard::companyNumber)
                            .flatMap(screens.companies()::find)
                            .orElse(company);
                    show();
                }
            });
            fields.focusName();
        }

        private void editCompany() {
            var before = company;
            if (before == null) {
                return;
            }
            var errors = new FormErrors();
            var name = errors.add("name", new TextField(t("customers.card.name")));
            name.setValue(before.name());
            var points = errors.add("points", new PointsField(t("customers.card.points")));
            points.setValue(
                    before.form().points().stream().map(ContactPoint::shown).collect(Collectors.joining("\n")));
            var fields = Parts.row("form", name, points);
            fields.addClassName("company-fields");
            edit(fields, () -> {
                if (errors.attempt(() -> company = screens.companies()
                        .change(
                                before.number(),
                                before.version(),
                                before.form().withName(name.getValue()).withPoints(read(points.getValue()))))) {
                    show();
                }
            });
            name.focus();
        }

        private List<ContactPoint> read(String lines) {
            var country = screens.settings().country();
            return Arrays.stream(lines.split("\n"))
                    .filter(line -> !line.isBlank())
                    .map(line -> ContactPoint.address(line)
                            .or(() -> ContactPoint.phone(line, country))
                            .orElseThrow(() -> new Refusal("customers.company.pointWrong", line).at("points")))
                    .toList();
        }

        private void edit(Component fields, Runnable save) {
            editing = save;
            removeAll();
            add(
                    fields,
                    Parts.row(
                            "line",
                            Parts.primary(Parts.button(t("ui.save"), "Ctrl+KeyS", "Ctrl S", save)),
                            new Button(t("ui.cancel"), click -> show())));
        }
    }
}
