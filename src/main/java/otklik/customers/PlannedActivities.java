package otklik.customers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is planned with companies, for lists of them; the module of activities brings it. */
public interface PlannedActivities {
    /**
     * The planned ones by the company's number, what is due first before the others, at most fifty of each; companies without any are left
     * out. One query.
     */
    Map<String, List<Planned>> of(Collection<String> numbers);

    /**
     * A planned activity.
     *
     * @param title what is to be done, with its kind where that says more
     * @param responsible login; none where a group is
     */
    record Planned(String title, Instant due, @Nullable String responsible) {}
}
