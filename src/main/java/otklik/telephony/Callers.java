package otklik.telephony;

import java.util.Optional;

/** Who is behind a number; each module that keeps people brings its own as a bean. Asked while it rings: one query along an index. */
public interface Callers {
    /**
     * The best card of those with the number.
     *
     * @param number in E.164
     */
    Optional<Caller> of(String number);

    /**
     * Somebody who is known.
     *
     * @param name for people
     * @param caseKey business key, in whose history the call is told; who may not see the case is told the number only
     * @param path of the screen that shows the card
     */
    record Caller(String name, String caseKey, String path) {}
}
