package otklik.work;

import java.util.Locale;
import otklik.kernel.Refusal;

/** What a work session is at. */
public enum SessionState implements Refusal.Word {
    WORKING,
    PAUSED,
    ENDED;

    @Override
    public String in(Locale locale) {
        return Refusal.text("work.SessionState." + name(), locale);
    }
}
