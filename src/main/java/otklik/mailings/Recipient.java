package otklik.mailings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyCard.Point;
import otklik.customers.CompanyContacts.Contact;
import otklik.customers.ContactPoint;
import otklik.mailings.MailingSettings.Whom;

/**
 * One who is to get a letter.
 *
 * @param point a mail address with what is known of it
 * @param person whose address it is; none where it is the company's own
 */
record Recipient(Point point, @Nullable Contact person) {
    /** Key of the address, the same for all its spellings. */
    String address() {
        return point.point().key();
    }

    /** Number of the person; empty for the company itself. */
    String personNumber() {
        return person == null ? "" : person.number();
    }

    /** The recipients that a mailing means within a company; an address that the company and a person have is the person's. */
    static List<Recipient> of(CompanyCard company, List<Contact> people, Whom whom, String position) {
        var ofPeople = people.stream()
                .flatMap(person -> mails(person.points()).map(point -> new Recipient(point, person)))
                .toList();
        var own = mails(company.points())
                .map(point -> ofPeople.stream()
                        .filter(other -> other.address().equals(point.point().key()))
                        .findFirst()
                        .orElseGet(() -> new Recipient(point, null)))
                .toList();
        return switch (whom) {
            case MAIN -> Stream.concat(own.stream(), ofPeople.stream()).limit(1).toList();
            case EVERYBODY -> {
                var all = new ArrayList<>(own);
                ofPeople.stream().filter(one -> !all.contains(one)).forEach(all::add);
                yield all;
            }
            case POSITION ->
                people.stream()
                        .filter(person -> has(person, position))
                        .map(person -> mails(person.points())
                                .findFirst()
                                .map(point -> new Recipient(point, person))
                                .orElse(null))
                        .filter(Objects::nonNull)
                        .toList();
        };
    }

    private static boolean has(Contact person, String position) {
        var known = person.position();
        return known != null && known.toLowerCase(Locale.ROOT).contains(position.toLowerCase(Locale.ROOT));
    }

    private static Stream<Point> mails(List<Point> points) {
        return points.stream().filter(point -> point.point().kind() == ContactPoint.Kind.EMAIL);
    }
}
