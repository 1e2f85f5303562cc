package otklik.inbox;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.inbox.Messages.Revision;

/** Keeps what an author wrote before he changed it (E6). */
@Component
class MessageRevisions {
    /** Who changes his words more often than this does not mean to be read whole. */
    private static final int SHOWN = 20;

    private final JdbcClient jdbc;
    private final Clock clock;

    MessageRevisions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps the words as they are, before they are replaced. */
    void keep(Message message) {
        jdbc.sql(
                        """
                        insert into message_revision (message_id, revision, subject, text, replaced_at)
                        select id, revision, subject, text, ? from message where number = ?""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), message.number())
                .update();
    }

    List<Revision> of(String number) {
        return jdbc.sql(
                        """
                        select r.revision, r.subject, r.text, r.replaced_at from message_revision r
                        join message m on m.id = r.message_id where m.number = ? order by r.revision desc limit ?""")
                .params(number, SHOWN)
                .query((row, place) -> new Revision(
                        row.getInt("revision"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getObject("replaced_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
