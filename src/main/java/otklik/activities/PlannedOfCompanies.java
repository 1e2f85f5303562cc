package otklik.activities;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import otklik.customers.PlannedActivities;

/** What the list of companies shows of what is planned with each. */
@Component
class PlannedOfCompanies implements PlannedActivities {
    /** More than that nobody reads on hover; how many there are is said by the company. */
    private static final int MOST_OF_EACH = 20;

    private final ActivityRows rows;

    PlannedOfCompanies(ActivityRows rows) {
        this.rows = rows;
    }

    @Override
    public Map<String, List<Planned>> of(Collection<String> numbers) {
        var all = new LinkedHashMap<String, List<Planned>>();
        rows.planned(numbers, MOST_OF_EACH)
                .forEach(activity -> all.computeIfAbsent(activity.company(), company -> new ArrayList<>())
                        .add(new Planned(activity.title(), activity.due(), activity.responsible())));
        return all;
    }
}
