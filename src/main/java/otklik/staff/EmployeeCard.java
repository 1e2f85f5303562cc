package otklik.staff;

import java.time.Instant;

/**
 * An employee as the card shows him.
 *
 * @param version grows with each change; give it back when saving
 */
public record EmployeeCard(
        long id, String login, EmployeeState state, EmployeeForm form, Instant createdAt, long version) {}
