package otklik.sources;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source as a person sees it: without its secrets.
 *
 * @param settings without those that are secret
 * @param secrets names of the secret fields that are filled in
 * @param healthy whether the last look into it, or the last call from it, succeeded; true before the first
 * @param lastSuccess null before the first
 * @param days the last 14 days, the oldest first, today last; a day without anything is zero
 * @param parked items that a part of the program has refused; they wait for another attempt or, after five, for a person
 * @param version grows with each change of the settings
 */
public record SourceCard(
        String key,
        String kind,
        String name,
        Map<String, String> settings,
        Set<String> secrets,
        boolean paused,
        boolean healthy,
        @Nullable Instant lastSuccess,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        List<Count> days,
        long parked,
        long version) {

    /**
     * What came in on one day of the company's zone.
     *
     * @param items stored, edits included
     * @param repeats met again and not stored
     */
    public record Count(java.time.LocalDate day, long items, long repeats) {}

    /** The same with arrivals that its kind has parked itself. */
    SourceCard withParked(long more) {
        return more == 0
                ? this
                : new SourceCard(
                        key,
                        kind,
                        name,
                        settings,
                        secrets,
                        paused,
                        healthy,
                        lastSuccess,
                        lastError,
                        lastErrorAt,
                        days,
                        parked + more,
                        version);
    }

    public SourceState state() {
        return paused ? SourceState.PAUSED : healthy ? SourceState.WORKS : SourceState.FAILS;
    }

    public Count today() {
        return days.get(days.size() - 1);
    }
}
