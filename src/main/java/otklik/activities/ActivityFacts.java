package otklik.activities;

import org.springframework.stereotype.Component;
import otklik.customers.ClientReach;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** With whom an activity is done, and whether it is a call. */
@Component
class ActivityFacts implements TaskFactsSource {
    private final ActivityRows rows;
    private final ClientReach clients;

    ActivityFacts(ActivityRows rows, ClientReach clients) {
        this.rows = rows;
        this.clients = clients;
    }

    @Override
    public String prefix() {
        return "A-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        return rows.find(businessKey)
                .map(activity -> {
                    var client = clients.of(activity.company(), activity.person());
                    return new TaskFacts(
                            client.contact(), client.phone(), client.zone(), activity.kind() == ActivityKind.CALL);
                })
                .orElse(TaskFacts.NONE);
    }
}
