package otklik.inbox;

import java.util.Map;
import otklik.PostgresServer;

/** The same on PostgreSQL, whose indexes the list reads along. */
class MessageListPostgresIT extends MessageListTests {
    @Override
    Map<String, String> properties() {
        return PostgresServer.fresh("message_list").properties();
    }
}
