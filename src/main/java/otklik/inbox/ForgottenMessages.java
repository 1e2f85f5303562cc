package otklik.inbox;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Forgetting;
import otklik.sources.ItemMemory;

/** Blanks the messages of people whose data are deleted; those that nobody has read yet count as read. */
@Component
class ForgottenMessages implements Forgetting {
    private final JdbcClient jdbc;
    private final ItemMemory items;

    ForgottenMessages(JdbcClient jdbc, ItemMemory items) {
        this.jdbc = jdbc;
        this.items = items;
    }

    @Override
    public Found find(Whom whom) {
        var numbers = numbers(whom);
        return new Found(Map.of(Kept.MESSAGES, (long) numbers.size()), numbers);
    }

    @Override
    public void forget(Whom whom) {
        var numbers = numbers(whom);
        if (numbers.isEmpty()) {
            return;
        }
        items.forget(jdbc.sql("select item_id from message where item_id is not null and number in (:numbers)")
                .param("numbers", numbers)
                .query(Long.class)
                .list());
        update("delete from message_draft where message_number in (:numbers)", numbers);
        update(
                "delete from message_revision where message_id in (select id from message where number in (:numbers))",
                numbers);
        update(
                """
                delete from trusted_sender where sender in
                    (select sender_address from message where number in (:numbers) and sender_address <> '')""",
                numbers);
        update(
                """
                update message set sender_name = '', sender_address = '', sender_domain = '', subject = number, text = '', preview = '',
                    words = '', link = null, fingerprint = number, likeness = null, hidden_because = null,
                    status = case when status = 'UNREAD' then 'READ' else status end, version = version + 1
                where number in (:numbers)""",
                numbers);
    }

    private void update(String sql, Set<String> numbers) {
        jdbc.sql(sql).param("numbers", numbers).update();
    }

    private Set<String> numbers(Whom whom) {
        return whom.people().isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(jdbc.sql("select number from message where person in (:people) order by id")
                        .param("people", whom.people())
                        .query(String.class)
                        .list());
    }
}
