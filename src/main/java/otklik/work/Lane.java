package otklik.work;

import java.util.Locale;
import otklik.kernel.Refusal;

/** From where a task comes to a person; within a type the personal ones come first, recovery fills what is left. */
public enum Lane implements Refusal.Word {
    PERSONAL,
    TEAM,
    RECOVERY;

    @Override
    public String in(Locale locale) {
        return Refusal.text("work.Lane." + name(), locale);
    }
}
