package otklik.mail;

/**
 * A module that deals itself with its letters that did not arrive, by {@link LetterStateChanged}: no work for a person is made of them by
 * {@code undelivered-letter}. One bean for each such module.
 */
public interface LetterOwner {
    boolean owns(OutgoingLetter letter);
}
