package otklik.requests;

import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.customers.ClientReach;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** Whom one has in hand with an old lead, and where he is called: by the company's own phone, else by that of one of its people. */
@Component
class OldLeadFacts implements TaskFactsSource {
    private final OldLeadRows rows;
    private final ClientReach clients;

    OldLeadFacts(OldLeadRows rows, ClientReach clients) {
        this.rows = rows;
        this.clients = clients;
    }

    @Override
    public String prefix() {
        return "OL-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        return rows.byNumber(businessKey)
                .map(lead -> clients.of(lead.company(), lead.person()))
                .map(client -> new TaskFacts(
                        client.contact(),
                        client.phone(),
                        client.zone(),
                        taskKey.equals(RequestFacts.BRING_BACK) && client.phone() != null))
                .orElse(TaskFacts.NONE);
    }

    /** The number that is called; none where nobody knows one. */
    Optional<String> phone(OldLead lead) {
        return Optional.ofNullable(clients.of(lead.company(), lead.person()).phone());
    }
}
