package otklik.mail;

/**
 * Published inside the transaction that changes the state of an outgoing letter: sent, in doubt, failed, bounced, withheld, queued again, confirmed
 * or abandoned by a person. The relay taking a letter in hand, and giving it back for another attempt, is not told.
 *
 * @param letter in its new state
 */
public record LetterStateChanged(OutgoingLetter letter) {}
