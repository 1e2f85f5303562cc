package otklik.mail;

/** Who or what wrote a received letter, as far as its headers tell. */
public enum LetterKind {
    /** A person; also everything whose headers say nothing else. */
    PERSONAL,
    /** A machine: out of office, receipts, opting out, mass mail, and our own letters that come back. Must never be answered by a machine. */
    AUTO_REPLY,
    /** A report that a letter could not be delivered. */
    BOUNCE,
    /** A mailing list or newsletter. */
    LIST
}
