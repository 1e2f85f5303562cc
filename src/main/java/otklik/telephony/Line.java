package otklik.telephony;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is reached.
 *
 * @param settings what an administrator has filled in, secrets included
 * @param extension of the person whose phone takes part; null where the person has none, or nobody does
 */
public record Line(Map<String, String> settings, @Nullable String extension) {
    /** A setting without spaces at its ends; empty where it is not filled in. */
    public String setting(String name) {
        return settings.getOrDefault(name, "").strip();
    }

    Line at(@Nullable String itsExtension) {
        return new Line(settings, itsExtension);
    }

    /** The secrets of it must not come into a log. */
    @Override
    public String toString() {
        return "Line[" + settings.keySet() + "]";
    }
}
