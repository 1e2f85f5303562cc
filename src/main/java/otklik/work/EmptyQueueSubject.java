package otklik.work;

import java.util.Locale;
import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.security.Accounts;
import otklik.security.Role;

/** Which queue nobody works on, and how much waits there. */
@Component
class EmptyQueueSubject implements CaseSubject {
    private final EmptyQueues queues;
    private final Accounts accounts;
    private final Locale language;

    EmptyQueueSubject(
            @org.springframework.context.annotation.Lazy EmptyQueues queues, Accounts accounts, Settings settings) {
        this.queues = queues;
        this.accounts = accounts;
        this.language = settings.language();
    }

    @Override
    public String prefix() {
        return "Q-";
    }

    @Override
    public String line(String businessKey) {
        var group = businessKey.substring(prefix().length());
        return Refusal.text("work.emptyQueue.subject", language, name(group), queues.waiting(group));
    }

    private String name(String group) {
        return Role.ofGroup(group)
                .map(role -> Refusal.text(Refusal.keyOf(role), language))
                .or(() -> accounts.group(group).map(found -> String.valueOf(found.name())))
                .orElse(group);
    }
}
