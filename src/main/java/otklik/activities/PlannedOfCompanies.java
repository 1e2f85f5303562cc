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
    private final ActivityRows rows;

    PlannedOfCompanies(ActivityRows rows) {
        this.rows = rows;
    }

    @Override
    public Map<String, List<Planned>> of(Collection<String> numbers) {
        var all = new LinkedHashMap<String, List<Planned>>();
        rows.planned(numbers, Activities.SHOWN)
                .forEach(activity -> all.computeIfAbsent(activity.company(), company -> new ArrayList<>())
                        .add(new Planned(activity.title(), activity.due(), activity.responsible())));
        return all;
    }
}
