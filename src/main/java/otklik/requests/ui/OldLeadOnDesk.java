package otklik.requests.ui;

import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.requests.OldLead;
import otklik.requests.OldLeads;
import otklik.ui.DeskSubject;

/** An old lead on the manager's screen is about its client. */
@Component
class OldLeadOnDesk implements DeskSubject {
    private final OldLeads pool;

    OldLeadOnDesk(OldLeads pool) {
        this.pool = pool;
    }

    @Override
    public Optional<Client> of(String businessKey) {
        return businessKey.startsWith("OL-") ? pool.seen(businessKey).map(this::client) : Optional.empty();
    }

    private Client client(OldLead lead) {
        return new Client(
                null,
                lead.name(),
                lead.company(),
                lead.person(),
                null,
                pool.phone(lead).orElse(null));
    }
}
