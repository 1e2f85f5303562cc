package otklik.sources;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Blanks what came in by forms, chats and feeds from people whose data are deleted; that something came stays. */
@Component
public class ItemMemory {
    private final JdbcClient jdbc;

    ItemMemory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param items ids of the received items */
    public void forget(Collection<Long> items) {
        if (items.isEmpty()) {
            return;
        }
        jdbc.sql("delete from item_source_text where item_id in (:items)")
                .param("items", items)
                .update();
        jdbc.sql(
                        """
                        update received_item set sender_name = '', email = null, phone = null, chat = null, company = null, subject = '',
                            text = '', link = null, fields = '{}', problem = null where id in (:items)""")
                .param("items", items)
                .update();
    }
}
