package otklik.work;

import java.time.Instant;

/**
 * Where a task that the program plans by itself goes in.
 *
 * @param login whose it is: the one it was meant for, or a colleague of the same queue
 * @param moved whether that is not the wished day any more
 */
public record Place(String login, Instant at, boolean moved) {}
