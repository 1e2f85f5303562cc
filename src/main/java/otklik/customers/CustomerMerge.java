package otklik.customers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two companies, or two people, that a person has joined.
 *
 * @param from number of the one that is no more
 * @param into number of the one that stays
 * @param by login of who joined them
 * @param until how long it can be taken back
 */
public record CustomerMerge(long id, String from, String into, Instant at, @Nullable String by, Instant until) {}
