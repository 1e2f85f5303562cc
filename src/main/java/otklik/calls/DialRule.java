package otklik.calls;

import java.util.Locale;
import otklik.kernel.Refusal;

/** The rules that a call has to pass before the program makes it, in this order. */
public enum DialRule implements Refusal.Word {
    /** The task is no call. */
    NO_CALL,
    /** Its flow does not let the program call. */
    NO_FLOW,
    /** A call for this task is under way. */
    UNDER_WAY,
    /** There is no number, none that can be dialled (E34), or a right one is being looked for. */
    NO_NUMBER,
    /** The client has asked not to be called. */
    DO_NOT_CALL,
    /** The provider does not know the person's phone. */
    NO_PHONE,
    /** The provider takes no calls just now. */
    TELEPHONY_DOWN,
    /** The person is in another call. */
    IN_CALL,
    /** The client was called as often as the limit allows, and rests (E33). */
    LIMIT,
    /** The client is called no more today. */
    DAY_LIMIT,
    /** A colleague has the client in hand, or we came to him often enough today (E40). */
    CLIENT_IN_HAND,
    /** It is too early or too late where the client is. */
    CLOSED_WINDOW,
    /** The same, and where he is can only be assumed: the hours are those that are decent wherever he may be (E35). */
    CLOSED_WINDOW_ASSUMED;

    @Override
    public String in(Locale locale) {
        return Refusal.text(Refusal.keyOf(this), locale);
    }
}
