package otklik.exchange.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import otklik.customers.PersonCard;
import otklik.customers.ui.PersonAct;
import otklik.ui.Parts;

/** The person's card as a file for a phone or a mail program. Who sees the page sees all that is in it. */
@org.springframework.stereotype.Component
class BusinessCardAct implements PersonAct {
    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Component> part(PersonCard person) {
        return Optional.of(Parts.file("files/people/" + person.number() + "/vcard", t("exchange.vcard")));
    }
}
