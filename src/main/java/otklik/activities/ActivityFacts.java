package otklik.activities;

import org.springframework.stereotype.Component;
import otklik.customers.ClientPhone;
import otklik.customers.ClientZone;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** Whom the task of an activity is about: the person of the company who was named, else the company. */
@Component
class ActivityFacts implements TaskFactsSource {
    private final ActivityRows rows;
    private final ClientPhone phones;
    private final ClientZone zones;

    ActivityFacts(ActivityRows rows, ClientPhone phones, ClientZone zones) {
        this.rows = rows;
        this.phones = phones;
        this.zones = zones;
    }

    @Override
    public String prefix() {
        return "A-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        return rows.find(businessKey).map(this::facts).orElse(TaskFacts.NONE);
    }

    private TaskFacts facts(Activity activity) {
        var person = activity.person();
        var phone = phones.of(activity.company(), person).orElse(null);
        var zone = zones.of(activity.company(), person, phone);
        return new TaskFacts(
                person == null ? activity.company() : person,
                phone,
                zone.isAssumed() ? null : zone.id(),
                activity.kind() == ActivityKind.CALL);
    }
}
