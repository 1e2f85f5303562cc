package otklik.activities;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanySelection;

/**
 * A task for many companies, as a batch keeps it.
 *
 * @param people logins among whom it is given out
 * @param remindMinutes how long before; none for no reminder
 * @param series number of the series of which it is a round
 */
public record ActivityTask(
        ActivityKind kind,
        String title,
        String description,
        Instant due,
        @Nullable Integer remindMinutes,
        Share share,
        List<String> people,
        boolean urgent,
        CompanySelection companies,
        @Nullable String series) {

    /** Who gets which companies. */
    public enum Share {
        /** Each gets those companies for which he is responsible. */
        OWN,
        /** Every one of them gets an activity with every company. */
        ALL,
        /** The companies are given out in turn. */
        EVENLY
    }

    public ActivityTask due(Instant newDue) {
        return new ActivityTask(
                kind, title, description, newDue, remindMinutes, share, people, urgent, companies, series);
    }

    public ActivityTask of(String newSeries) {
        return new ActivityTask(
                kind, title, description, due, remindMinutes, share, people, urgent, companies, newSeries);
    }
}
