package otklik.work;

/** Says what a case is about in one line, for the lists of work. One bean per kind of case. */
public interface WorkSubject {
    /** The letter with which the business keys of these cases begin, such as {@code R-}. */
    String prefix();

    /** One line for people, at most 500 characters are kept. */
    String of(String businessKey);
}
