package otklik.sources;

/**
 * Published inside the transaction that stores the item, so a listener's changes and the item are kept or lost together. A listener that
 * throws does not lose the item: it is stored alone, and this event is published again later, up to five times.
 *
 * @param edited whether the sender has changed an item that was told before, under the same {@link ReceivedItem#externalId}
 */
public record ItemReceived(ReceivedItem item, boolean edited) {}
