package otklik.customers;

import java.time.Instant;

/**
 * A set of companies with a name.
 *
 * @param query the filter that finds its members; of a frozen one, how they were found
 * @param frozen whether the members are those of the moment in which it was frozen, whatever becomes of them
 * @param filling whether the members of a frozen one are still being written down
 * @param shared whether everybody is offered it; each sees only those members that he may see
 * @param owner login of who saved it
 */
public record Segment(
        long id,
        String name,
        String query,
        boolean frozen,
        boolean filling,
        boolean shared,
        String owner,
        Instant createdAt) {}
