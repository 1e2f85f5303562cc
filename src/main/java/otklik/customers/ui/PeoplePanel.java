package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyCard.Point;
import otklik.customers.ContactPoint;
import otklik.customers.PersonCard;
import otklik.customers.PersonForm;
import otklik.security.Action;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.Parts;

/** The people of a company with their positions. */
@org.springframework.stereotype.Component
class PeoplePanel implements CompanyPanel {
    private final CompanyScreens screens;

    PeoplePanel(CompanyScreens screens) {
        this.screens = screens;
    }

    @Override
    public String key() {
        return "people";
    }

    @Override
    public String title() {
        return "customers.people";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public Component panel(CompanyCard company) {
        return new Panel(screens, company);
    }

    /** The people, and those who may belong to them. */
    private static final class Panel extends Div {
        private final transient CompanyScreens screens;
        private final transient CompanyCard company;
        private final Div list = Parts.row("body");

        Panel(CompanyScreens screens, CompanyCard company) {
            this.screens = screens;
            this.company = company;
            addClassName("fill");
            add(list);
            if (mayChange()) {
                add(Parts.row(
                        "foot",
                        Parts.primary(Parts.button(t("customers.person.add"), "KeyP", "P", this::askNew)),
                        new Button(t("customers.person.link"), click -> askKnown())));
            }
            refresh();
            Live.refresh(this, screens.signals(), topic -> topic.equals(company.number()), this::refresh);
        }

        private boolean mayChange() {
            return screens.companies().may(company, Action.CHANGE) && company.isLive();
        }

        private void refresh() {
            list.removeAll();
            var people = screens.people().ofCompany(company.number());
            if (people.isEmpty()) {
                list.add(Parts.empty(t("customers.people.none"), t("customers.people.none.hint")));
            }
            var points =
                    screens
                            .states()
                            .shown(people.stream()
                                    .flatMap(person -> person.points().stream())
                                    .toList())
                            .stream()
                            .collect(Collectors.toMap(Point::point, Function.identity(), (one, other) -> one));
            people.forEach(person -> list.add(line(person, points)));
            if (!mayChange()) {
                return;
            }
            var others = screens.people().mayBelong(company);
            if (!others.isEmpty()) {
                var part = Parts.row("group", new H2(t("customers.people.mayBelong")));
                others.forEach(person -> part.add(Parts.row(
                        "line",
                        PersonFields.link(person),
                        PersonFields.ways(person),
                        small(t("customers.people.take"), () -> link(person)))));
                list.add(part);
            }
        }

        private Div line(PersonCard person, Map<ContactPoint, Point> points) {
            var head = Parts.row("line", PersonFields.link(person));
            if (person.position() != null) {
                head.add(Parts.text("muted", person.position()));
            }
            head.add(Parts.row("grow"));
            if (mayChange()) {
                head.add(small(t("customers.person.unlink"), () -> unlink(person)));
            }
            var ways = Parts.row("company-facts");
            person.points().stream()
                    .flatMap(point -> Stream.ofNullable(points.get(point)))
                    .forEach(point -> ways.add(new PointChip(screens, point, mayChange(), person.number())));
            return Parts.row("person-line", head, ways);
        }

        private static Button small(String text, Runnable deed) {
            var button = new Button(text, click -> deed.run());
            button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            return button;
        }

        private void link(PersonCard person) {
            Parts.attempt(() -> {
                screens.people().link(person.number(), company.number());
                refresh();
            });
        }

        private void unlink(PersonCard person) {
            Parts.attempt(() -> {
                screens.people().change(person.number(), person.version(), PersonForm.of(person, null));
                refresh();
                Parts.doneWithUndo(t("customers.person.unlinked", person.name()), () -> link(person));
            });
        }

        private void askNew() {
            var errors = new FormErrors();
            var fields = new PersonFields(screens, errors);
            fields.showOf(company.number());
            var dialog = new Dialog(fields);
            dialog.setHeaderTitle(t("customers.person.add"));
            dialog.setWidth("440px");
            var save = Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
                if (errors.attempt(() -> screens.people().add(fields.read()))) {
                    dialog.close();
                    refresh();
                }
            }));
            dialog.getFooter().add(new Button(t("ui.cancel"), click -> dialog.close()), save);
            dialog.open();
            fields.focusName();
        }

        private void askKnown() {
            var choice = new ComboBox<PersonCard>(t("customers.person.known"));
            choice.setWidthFull();
            choice.setHelperText(t("customers.person.known.hint"));
            choice.setItemLabelGenerator(person -> String.join(
                    " · ",
                    Stream.of(person.name(), person.company() == null ? "" : person.company(), person.number())
                            .filter(text -> !text.isEmpty())
                            .toList()));
            choice.setItems(query -> {
                List<PersonCard> found =
                        screens.people().list(query.getFilter().orElse(""), query.getOffset(), query.getLimit());
                return found.stream();
            });
            var dialog = new Dialog(choice, new Span());
            dialog.setHeaderTitle(t("customers.person.link"));
            dialog.setWidth("440px");
            dialog.getFooter()
                    .add(
                            new Button(t("ui.cancel"), click -> dialog.close()),
                            Parts.primary(new Button(t("customers.people.take"), click -> {
                                if (choice.getValue() != null) {
                                    link(choice.getValue());
                                    dialog.close();
                                }
                            })));
            dialog.open();
            choice.focus();
        }
    }
}
