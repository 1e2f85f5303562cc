package otklik.work;

import java.util.Locale;
import otklik.kernel.Refusal;

/** By what a task came before the others. */
public enum Rule implements Refusal.Word {
    /** Nothing else waits. */
    ONLY_THIS,
    /** The type stands higher on the board of the head. */
    HIGHER_TYPE,
    /** A planned one of a higher type begins so soon that it comes before what is ready. */
    HIGHER_TYPE_SAME_WINDOW,
    /** A call that was promised for this time. */
    CALLBACK_DUE,
    /** The same type, and it is the person's own. */
    PERSONAL_FIRST,
    /** The same type, and more urgent. */
    URGENT,
    /** The same type, and due earlier. */
    DUE,
    /** The same type, and it waits for longer. */
    OLDEST,
    /** A planned one begins before another could be done. */
    PLANNED_SOON,
    /** The person did not want to wait for the planned one. */
    STARTED_EARLY,
    /** Nothing more urgent is due, and its usual length fits before the next planned one. */
    FILLS_THE_GAP;

    @Override
    public String in(Locale locale) {
        return Refusal.text("work.Rule." + name(), locale);
    }
}
