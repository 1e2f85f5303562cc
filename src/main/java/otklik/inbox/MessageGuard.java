package otklik.inbox;

import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.mail.LetterReaders;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.sources.ItemReaders;

/** Who sees the inbox reads the timelines, tasks, letters and items of its messages. */
@Component
class MessageGuard implements CaseGuard, LetterReaders, ItemReaders {
    private final JdbcClient jdbc;
    private final Policy policy;

    MessageGuard(JdbcClient jdbc, Policy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
    }

    @Override
    public String prefix() {
        return "M-";
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        return policy.may(Section.INBOX, Action.VIEW) ? Set.copyOf(caseKeys) : Set.of();
    }

    @Override
    public boolean mayRead(long letter) {
        return policy.may(Section.INBOX, Action.VIEW)
                && jdbc.sql("select count(*) from message where letter_id = ?")
                                .param(letter)
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /** A later revision is read by whoever reads the message that its first one has become. */
    @Override
    public boolean mayReadItem(long item) {
        return policy.may(Section.INBOX, Action.VIEW)
                && jdbc.sql(
                                        """
                                        select count(*) from message where item_id in
                                            (select first.id from received_item first join received_item shown
                                                on first.source = shown.source and first.external_id = shown.external_id where shown.id = ?)""")
                                .param(item)
                                .query(Long.class)
                                .single()
                        > 0;
    }
}
