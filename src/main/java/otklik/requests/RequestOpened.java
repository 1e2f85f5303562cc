package otklik.requests;

import org.jspecify.annotations.Nullable;

/**
 * Published inside the transaction that opens a request.
 *
 * @param person number of the client; none where nothing of him is known
 * @param clientAddress where answers go; may be empty
 */
record RequestOpened(String number, @Nullable String person, String clientAddress) {}
