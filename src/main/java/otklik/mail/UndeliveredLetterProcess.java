package otklik.mail;

/** The way from the outbox to the diagram {@code undelivered-letter}; implemented in {@code otklik.mail.process}. */
public interface UndeliveredLetterProcess {
    /** Makes the letter work for a person, in the current transaction. */
    void start(OutgoingLetter letter);
}
