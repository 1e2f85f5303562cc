package otklik.requests.ui;

import java.time.Clock;
import org.springframework.stereotype.Component;
import otklik.engine.Diagrams;
import otklik.engine.Incidents;
import otklik.history.History;
import otklik.mail.Letters;
import otklik.mail.Outbox;
import otklik.requests.Drafts;
import otklik.requests.Requests;
import otklik.security.Accounts;
import otklik.ui.Texts;
import otklik.work.WorkItems;

/** Makes the page of a request: what it needs of other modules is gathered here. */
@Component
record RequestPages(
        Requests requests,
        Drafts drafts,
        WorkItems work,
        Letters letters,
        Outbox outbox,
        Accounts accounts,
        History history,
        Diagrams diagrams,
        Incidents incidents,
        Texts texts,
        Clock clock) {

    RequestPage page() {
        return new RequestPage(this);
    }
}
