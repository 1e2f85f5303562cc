package otklik.tasks;

import org.springframework.stereotype.Component;
import otklik.customers.ClientReach;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** Whom an assignment about a company or a person is about. It is no call, whatever its title says. */
@Component
class AssignmentFacts implements TaskFactsSource {
    private final TaskRows rows;
    private final ClientReach clients;

    AssignmentFacts(TaskRows rows, ClientReach clients) {
        this.rows = rows;
        this.clients = clients;
    }

    @Override
    public String prefix() {
        return "T-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        return rows.find(businessKey)
                .map(GivenTask::about)
                .filter(about -> about.startsWith("K-") || about.startsWith("P-"))
                .map(about -> about.startsWith("K-") ? clients.of(about, null) : clients.of(null, about))
                .map(client -> new TaskFacts(client.contact(), client.phone(), client.zone(), false))
                .orElse(TaskFacts.NONE);
    }
}
