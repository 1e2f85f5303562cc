package otklik.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people write on the card of a person.
 *
 * @param name 1 to 200 characters
 * @param company number of the company to which he belongs; none where he belongs to none
 * @param position what he is there, at most 200 characters; may be blank
 * @param zone time zone in which he lives, such as {@code Asia/Omsk}; none where it is not known to differ from his company's
 * @param points at most 20; one that is somebody else's is refused
 */
public record PersonForm(
        String name, @Nullable String company, String position, @Nullable String zone, List<ContactPoint> points) {
    /** Somebody of whose time zone nothing is known. */
    public PersonForm(String name, @Nullable String company, String position, List<ContactPoint> points) {
        this(name, company, position, null, points);
    }

    /** What stands on the card, with another company. */
    public static PersonForm of(PersonCard card, @Nullable String company) {
        return new PersonForm(
                card.name(), company, card.position() == null ? "" : card.position(), card.zone(), card.points());
    }
}
