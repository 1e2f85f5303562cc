package otklik.requests.ui;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyContacts;
import otklik.customers.People;
import otklik.engine.Diagrams;
import otklik.engine.Incidents;
import otklik.history.History;
import otklik.instructions.ui.InstructionPanels;
import otklik.kernel.Signals;
import otklik.mail.Letters;
import otklik.mail.Outbox;
import otklik.mail.OutgoingFiles;
import otklik.requests.Drafts;
import otklik.requests.LostReasons;
import otklik.requests.Mentions;
import otklik.requests.Merges;
import otklik.requests.Promises;
import otklik.requests.ReplyTemplates;
import otklik.requests.Requests;
import otklik.requests.Responses;
import otklik.requests.Splits;
import otklik.security.Accounts;
import otklik.security.Policy;
import otklik.sources.Sources;
import otklik.ui.CaseAct;
import otklik.ui.Numbers;
import otklik.ui.Texts;
import otklik.work.WorkItems;

/** Makes the page of a request: what it needs of other modules is gathered here. */
@Component
record RequestPages(
        Requests requests,
        Drafts drafts,
        ReplyTemplates templates,
        Responses responses,
        Promises promises,
        Merges merges,
        Splits splits,
        LostReasons lostReasons,
        Mentions mentions,
        People people,
        CompanyContacts contacts,
        Policy policy,
        Signals signals,
        Sources sources,
        WorkItems work,
        Letters letters,
        Outbox outbox,
        OutgoingFiles files,
        Accounts accounts,
        History history,
        Diagrams diagrams,
        Incidents incidents,
        InstructionPanels instructions,
        List<CaseAct> acts,
        Texts texts,
        Numbers numbers,
        Clock clock) {

    RequestPage page() {
        return new RequestPage(this);
    }
}
