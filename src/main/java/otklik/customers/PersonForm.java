package otklik.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people write on the card of a person.
 *
 * @param name 1 to 200 characters
 * @param company number of the company to which he belongs; none where he belongs to none
 * @param position what he is there, at most 200 characters; may be blank
 * @param points at most 20; one that is somebody else's is refused
 */
public record PersonForm(String name, @Nullable String company, String position, List<ContactPoint> points) {}
