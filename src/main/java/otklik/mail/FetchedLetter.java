package otklik.mail;

/**
 * A letter as it lies in the mailbox.
 *
 * @param raw its bytes; only the headers where it is truncated
 * @param size of the whole letter in bytes, as the server says
 * @param truncated whether it was too large to be fetched whole, or the server could not give its body
 */
record FetchedLetter(byte[] raw, long size, boolean truncated) {}
