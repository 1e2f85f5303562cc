package otklik.sources;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source as its kind works with it, secrets included: never shown, never logged.
 *
 * @param key lower case, unique; part of addresses, never changed
 * @param kind key of its {@link SourceKind}
 * @param name what people call it
 * @param settings by the names of {@link SourceKind#fields}; what nobody has filled in is not there
 * @param paused whether it takes nothing in for now
 * @param mark where the last look ended, in the kind's own words; null before the first
 */
public record Source(
        String key, String kind, String name, Map<String, String> settings, boolean paused, @Nullable String mark) {

    /** A setting, or an empty text. */
    public String setting(String field) {
        return settings.getOrDefault(field, "");
    }

    @Override
    public String toString() {
        return "Source[%s, %s]".formatted(key, kind);
    }
}
