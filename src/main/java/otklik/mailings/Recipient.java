package otklik.mailings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyCard.Point;
import otklik.customers.CompanyContacts.Contact;
import otklik.customers.ContactPoint;
import otklik.customers.PointState;
import otklik.mailings.MailingSettings.Whom;

/**
 * One who is to get a letter.
 *
 * @param point a mail address with what is known of it
 * @param person whose address it is; none where it is the company's own
 */
record Recipient(Point point, @Nullable Contact person) {
    /** Those that may be used before those that are known to be bad; else in the order of the card. */
    private static final Comparator<Recipient> USABLE_FIRST =
            Comparator.comparing(one -> one.point().state() != PointState.VALID);

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
        var all = anywhere(company, people, whom, position);
        return switch (whom) {
            case MAIN -> all.stream().sorted(USABLE_FIRST).limit(1).toList();
            case EVERYBODY -> all;
            case POSITION ->
                List.copyOf(all.stream()
                        .sorted(USABLE_FIRST)
                        .collect(Collectors.toMap(
                                Recipient::personNumber,
                                Function.identity(),
                                (first, other) -> first,
                                LinkedHashMap::new))
                        .values());
        };
    }

    /** All addresses of which a mailing may choose: which one it chooses may change with what becomes known of them. */
    static List<Recipient> anywhere(CompanyCard company, List<Contact> people, Whom whom, String position) {
        var ofPeople = people.stream()
                .filter(person -> whom != Whom.POSITION || has(person, position))
                .flatMap(person -> mails(person.points()).map(point -> new Recipient(point, person)))
                .toList();
        if (whom == Whom.POSITION) {
            return ofPeople;
        }
        var own = mails(company.points())
                .map(point -> ofPeople.stream()
                        .filter(other -> other.address().equals(point.point().key()))
                        .findFirst()
                        .orElseGet(() -> new Recipient(point, null)))
                .toList();
        var all = new ArrayList<>(own);
        ofPeople.stream().filter(one -> !all.contains(one)).forEach(all::add);
        return all;
    }

    private static boolean has(Contact person, String position) {
        var known = person.position();
        return known != null && known.toLowerCase(Locale.ROOT).contains(position.toLowerCase(Locale.ROOT));
    }

    private static Stream<Point> mails(List<Point> points) {
        return points.stream().filter(point -> point.point().kind() == ContactPoint.Kind.EMAIL);
    }
}
