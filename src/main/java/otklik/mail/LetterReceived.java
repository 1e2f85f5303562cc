package otklik.mail;

import org.jspecify.annotations.Nullable;

/**
 * Published inside the transaction that stores the letter, so a listener's changes and the letter are kept or lost together. A listener
 * that throws does not lose the letter: it is stored alone, and this event is published again later, up to five times.
 *
 * @param answerTo the outgoing letter that the letter's In-Reply-To or References name, or that a bounce is about
 */
public record LetterReceived(ReceivedLetter letter, @Nullable OutgoingLetter answerTo) {}
