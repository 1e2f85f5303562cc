package otklik.requests;

import org.springframework.stereotype.Component;
import otklik.customers.ClientReach;
import otklik.customers.ContactLeases;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** Who the client of a request is. Bringing one back is a call where he has a phone; all else is written. */
@Component
class RequestFacts implements TaskFactsSource {
    /** The task of processes/requests/lead-recovery.bpmn. */
    static final String BRING_BACK = "userTask_bringClientBack";

    private final RequestRepository requests;
    private final ClientReach clients;

    RequestFacts(RequestRepository requests, ClientReach clients) {
        this.requests = requests;
        this.clients = clients;
    }

    @Override
    public String prefix() {
        return "R-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        var isRecovery = taskKey.equals(BRING_BACK);
        return requests.findByNumber(businessKey)
                .map(request -> {
                    var person = request.person();
                    if (person == null) {
                        return isRecovery && !request.clientAddress().isEmpty()
                                ? new TaskFacts(ContactLeases.stranger(request.clientAddress()), null, null, false)
                                : TaskFacts.NONE;
                    }
                    var client = clients.of(null, person);
                    return new TaskFacts(
                            client.contact(), client.phone(), client.zone(), isRecovery && client.phone() != null);
                })
                .orElse(TaskFacts.NONE);
    }
}
