package otklik.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.customers.Companies;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.People;
import otklik.customers.PersonCard;

/** People as business cards that a phone or a mail program takes in: vCard 3.0 (RFC 2426), which all of them read. */
@Component
class BusinessCards {
    /** Longer lines are folded, in octets and not within a character. */
    private static final int LINE = 75;

    private final People people;
    private final Companies companies;

    BusinessCards(People people, Companies companies) {
        this.people = people;
        this.companies = companies;
    }

    /** The card of a person, for those who may open his page; where he works only for those who may see that. */
    Optional<String> of(String number) {
        return people.page(number).map(this::card);
    }

    private String card(PersonCard person) {
        var card = new StringBuilder("BEGIN:VCARD\r\nVERSION:3.0\r\n");
        var words = person.name().strip().split("\\s+", 2);
        line(card, "FN", escaped(person.name()));
        line(card, "N", (words.length > 1 ? escaped(words[1]) : "") + ";" + escaped(words[0]) + ";;;");
        var company = person.companyNumber() == null
                ? Optional.ofNullable(person.company())
                : companies.find(person.companyNumber()).map(found -> found.name());
        company.ifPresent(name -> line(card, "ORG", escaped(name)));
        person.points().forEach(point -> {
            if (point.kind() == Kind.PHONE) {
                line(card, "TEL;TYPE=WORK", escaped(point.shown()));
            } else if (point.kind() == Kind.EMAIL) {
                line(card, "EMAIL;TYPE=INTERNET", escaped(point.written()));
            }
        });
        line(card, "UID", "otklik-" + person.number());
        return card.append("END:VCARD\r\n").toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cc}+", " ").strip().replaceAll("([\\\\;,])", "\\\\$1");
    }

    private static void line(StringBuilder card, String name, String value) {
        var octets = 0;
        var line = name + ":" + value;
        for (int index = 0; index < line.length(); index = line.offsetByCodePoints(index, 1)) {
            var letter = Character.toString(line.codePointAt(index));
            var size = letter.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                card.append("\r\n ");
                octets = 1;
            }
            card.append(letter);
            octets += size;
        }
        card.append("\r\n");
    }
}
