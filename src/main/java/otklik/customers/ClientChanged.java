package otklik.customers;

import java.util.List;

/**
 * Published inside the transaction in which the phones or the zone of a client may have changed.
 *
 * @param clients numbers of the company and of its people, or of the one person
 */
public record ClientChanged(List<String> clients) {}
