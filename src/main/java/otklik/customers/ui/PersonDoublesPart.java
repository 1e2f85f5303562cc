package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import otklik.customers.CustomerMerge;
import otklik.customers.Double;
import otklik.customers.People;
import otklik.customers.PeopleMerges;
import otklik.customers.PersonCard;
import otklik.security.Accounts;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** In the head of a person's page: who he may be as well, and with whom he was joined. */
@org.springframework.stereotype.Component
class PersonDoublesPart implements PersonAct {
    private final People people;
    private final PeopleMerges merges;
    private final Accounts accounts;
    private final Texts texts;

    PersonDoublesPart(People people, PeopleMerges merges, Accounts accounts, Texts texts) {
        this.people = people;
        this.merges = merges;
        this.accounts = accounts;
        this.texts = texts;
    }

    @Override
    public int order() {
        return 80;
    }

    @Override
    public Optional<Component> part(PersonCard person) {
        var mayMerge = merges.isAllowed();
        var box = new Div();
        box.addClassName("stack");
        merges.undoable(person.number()).forEach(merge -> box.add(joined(person, merge)));
        people.doubles(person.number()).forEach(found -> box.add(suggested(person, found, mayMerge)));
        return box.getComponentCount() == 0 ? Optional.empty() : Optional.of(box);
    }

    private Component joined(PersonCard person, CustomerMerge merge) {
        return DoublesNote.joined(
                merge, person.number(), PeopleView.PATH, accounts, texts, () -> merges.undo(merge.id()));
    }

    private Component suggested(PersonCard person, Double found, boolean mayMerge) {
        var line = Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.TODAY, t("customers.doubles.maybe")),
                Parts.link(
                        PeopleView.PATH + "/" + found.person().number(),
                        found.person().number() + " " + found.person().name()),
                Parts.text("muted", found.reasons().stream().map(Texts::t).collect(Collectors.joining(", "))));
        if (mayMerge) {
            line.add(DoublesNote.small("customers.merge.person", () -> ask(person, found.person())));
        }
        return line;
    }

    private void ask(PersonCard person, PersonCard other) {
        var name = new RadioButtonGroup<String>(t("customers.merge.person.name"));
        name.setItems(Stream.of(person.name(), other.name()).distinct().toList());
        name.setValue(person.name());
        var dialog = new Dialog(new Paragraph(t("customers.merge.person.text", other.number(), person.number())), name);
        dialog.setHeaderTitle(t("customers.merge.person"));
        dialog.setWidth("480px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("customers.merge.act"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            if (Parts.attempt(() -> merges.merge(other, person, name.getValue()))) {
                                dialog.close();
                                Parts.done(t("customers.merge.done", other.number(), person.number()));
                            }
                        })));
        dialog.open();
    }
}
