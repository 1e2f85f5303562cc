package otklik.inbox.ui;

import java.time.Clock;
import org.springframework.stereotype.Component;
import otklik.history.History;
import otklik.inbox.Messages;
import otklik.kernel.Settings;
import otklik.mail.Letters;
import otklik.requests.Requests;
import otklik.security.Accounts;
import otklik.staff.FirstMessageGrants;
import otklik.ui.Texts;
import otklik.work.WorkItems;

/** Makes the pane of a message: what it needs of other modules is gathered here. */
@Component
record MessagePanes(
        Messages messages,
        Requests requests,
        WorkItems work,
        Letters letters,
        Accounts accounts,
        FirstMessageGrants grants,
        History history,
        Texts texts,
        Clock clock,
        Settings settings,
        MessageGroupPart group) {

    MessagePane pane(Runnable afterDecision) {
        return new MessagePane(this, afterDecision);
    }
}
