package otklik.telephony;

import java.util.Collection;
import java.util.Map;

/** Who is behind numbers; each module that keeps people brings its own as a bean. Asked while it rings: one query along an index. */
public interface Callers {
    /**
     * The best card of each number that is known; only what the person of the screen may see, everything where nobody asks.
     *
     * @param numbers in E.164
     */
    Map<String, Caller> of(Collection<String> numbers);

    /**
     * Somebody who is known.
     *
     * @param name for people
     * @param caseKey business key, in whose history the call is told
     * @param path of the screen that shows the card
     */
    record Caller(String name, String caseKey, String path) {}
}
