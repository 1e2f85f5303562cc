package otklik.telephony;

import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;

/**
 * What went wrong with a call.
 *
 * @param key a text of the translations for the person who calls
 * @param argument of the text, such as an extension; null where it has none
 * @param foreign in the words of the provider or of the network, for administrators; null where nobody has said more
 */
record CallProblem(String key, @Nullable String argument, @Nullable String foreign) {
    static final CallProblem BROKEN_OFF = of("telephony.problem.brokenOff", null);
    static final CallProblem LATE = of("telephony.problem.late", null);
    static final CallProblem NO_EXTENSION = of("telephony.noExtension", null);

    /** With a text that needs no argument. */
    static CallProblem of(String key, @Nullable String foreign) {
        return new CallProblem(key, null, foreign);
    }

    /** The provider has said no. */
    static CallProblem refused(String foreign) {
        return of("telephony.problem.refused", foreign);
    }

    static CallProblem unreachable(String foreign) {
        return of("telephony.problem.unreachable", foreign);
    }

    static CallProblem unknownExtension(String extension) {
        return new CallProblem("telephony.problem.unknownExtension", extension, null);
    }

    Refusal words() {
        return argument == null ? new Refusal(key) : new Refusal(key, argument);
    }

    /** For a log. */
    @Override
    public String toString() {
        return words().getMessage() + (foreign == null ? "" : " " + foreign);
    }
}
