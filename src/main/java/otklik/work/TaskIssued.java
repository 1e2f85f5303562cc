package otklik.work;

/**
 * Published inside the transaction in which a person of the conveyor gets a task into his hand.
 *
 * @param item as it was issued
 * @param why it came before the others
 */
public record TaskIssued(WorkItem item, Why why, String login) {}
