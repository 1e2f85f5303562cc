package otklik.mail;

/** Says whether the person of this screen may read a received letter; each module that shows letters brings one as a bean. */
public interface LetterReaders {
    /** Answered with one query. */
    boolean mayRead(long letter);
}
