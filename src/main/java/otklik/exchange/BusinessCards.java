package otklik.exchange;

import ezvcard.Ezvcard;
import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.parameter.EmailType;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.FormattedName;
import ezvcard.property.Uid;
import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.customers.Companies;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.People;
import otklik.customers.PersonCard;

/** People as business cards that a phone or a mail program takes in (vCard 3.0, which all of them read). */
@Component
class BusinessCards {
    private final People people;
    private final Companies companies;

    BusinessCards(People people, Companies companies) {
        this.people = people;
        this.companies = companies;
    }

    /** The card of a person, for those who may see him; where he works only for those who may see that. */
    Optional<String> of(String number) {
        return people.find(number).map(this::card);
    }

    private String card(PersonCard person) {
        var card = new VCard(VCardVersion.V3_0);
        card.setFormattedName(new FormattedName(person.name()));
        var words = person.name().strip().split("\\s+", 2);
        var name = new ezvcard.property.StructuredName();
        name.setGiven(words[0]);
        name.setFamily(words.length > 1 ? words[1] : null);
        card.setStructuredName(name);
        card.setUid(new Uid("otklik-" + person.number()));
        var company = companies.ofPerson(person.number()).flatMap(companies::find);
        company.map(found -> found.name())
                .or(() -> Optional.ofNullable(person.company()))
                .ifPresent(card::setOrganization);
        person.points().forEach(point -> {
            if (point.kind() == Kind.PHONE) {
                card.addTelephoneNumber(point.shown(), TelephoneType.WORK);
            } else if (point.kind() == Kind.EMAIL) {
                card.addEmail(point.written(), EmailType.WORK);
            }
        });
        return Ezvcard.write(card).prodId(false).go();
    }
}
