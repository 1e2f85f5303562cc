package otklik.engine;

/** Says what a case is about: in the lists of work and, at more length, in the description of its tasks. One bean per kind of case. */
public interface CaseSubject {
    /** The letter with which the business keys of these cases begin, such as {@code R-}. */
    String prefix();

    /** One line for people, at most 500 characters are kept. */
    String line(String businessKey);

    /** What a person needs who sees the task in the Tasklist only; at most 3000 characters are kept. */
    default String details(String businessKey) {
        return line(businessKey);
    }
}
