package otklik.telephony;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;

/**
 * Somebody who makes calls: asked by the relay outside of any transaction, and telling what happens by {@link CallNews}. Each is a bean; an
 * administrator chooses one. Its name is {@code telephony.provider.<key>} in the translations, the label of a field
 * {@code telephony.field.<key>.<field>}.
 */
public interface PhoneProvider {
    /** Lower case, such as {@code telphin}; stored with each call. */
    String key();

    /** What an administrator fills in. */
    List<Field> fields();

    /** Refuses settings that cannot work, naming the field ({@link Refusal#at}); what the fields say is checked before. */
    default void check(Line line) {}

    /**
     * The provider's own name of the call, where it is known before it is asked: events of a call whose answer was lost find it by that.
     * Null where the provider gives it.
     */
    default @Nullable String nameOf(PhoneCall call) {
        return null;
    }

    /** Whether it keeps the ring limit; else the ledger ends the ringing on time. */
    default boolean endsRinging() {
        return true;
    }

    /**
     * Asks for the call. Whatever happens afterwards is told by events.
     *
     * @param ring for how long it may ring at the client's
     * @return the provider's own name of the call, by which its events are known; null where they carry our key
     * @throws NotTaken when the call will certainly not be made
     * @throws Exception when nobody knows whether it will: the call is in doubt
     */
    @Nullable
    String dial(Line line, PhoneCall call, Duration ring) throws Exception;

    /**
     * Ends the call, whether it rings or people talk; a call that is over already is no error.
     *
     * @param reference the provider's own name of the call, as far as it is known
     */
    void hangUp(Line line, PhoneCall call, @Nullable String reference) throws Exception;

    /** Whether an incoming call can be taken on the screen, by {@link #take}; else the person lifts the receiver. */
    default boolean canTake() {
        return false;
    }

    /** Takes an incoming call that rings. */
    default void take(Line line, PhoneCall call) throws Exception {}

    /** Whether its extensions are logins, so that nobody has to say whose they are. */
    default boolean namesPeople() {
        return false;
    }

    /** Talks to the provider without calling anybody, in some seconds at most. */
    Health health(Line line);

    /**
     * Where a recording can be heard now, for the browser of the person.
     *
     * @param name as the event of the call told it
     */
    default Optional<URI> recording(Line line, String name) throws Exception {
        return Optional.empty();
    }

    /** Called on each node when the settings have changed and at the start; active says whether calls go this way. */
    default void apply(Line line, boolean isActive) {}

    /** The provider will certainly not make the call. */
    final class NotTaken extends Exception {
        private final CallCause cause;
        private final transient CallProblem problem;

        NotTaken(CallCause cause, CallProblem problem) {
            super(problem.toString());
            this.cause = cause;
            this.problem = problem;
        }

        public CallCause reason() {
            return cause;
        }

        CallProblem problem() {
            return problem;
        }
    }

    /**
     * Whether calls can be made.
     *
     * @param words a text of the translations for people: what works, or what to do
     */
    record Health(boolean isWell, Refusal words) {
        public static Health well(String key, Object... arguments) {
            return new Health(true, new Refusal(key, arguments));
        }

        public static Health ill(String key, Object... arguments) {
            return new Health(false, new Refusal(key, arguments));
        }
    }

    /**
     * One field of the form of settings.
     *
     * @param byDefault what stands in it at first
     */
    record Field(String name, Type type, boolean required, String byDefault) {}

    /** How a field is filled in. */
    enum Type {
        TEXT,
        /** Never shown again, only replaced. */
        SECRET,
        /** A whole number, 0 or more. */
        NUMBER
    }
}
